// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// The page: one tile per camera, each with what can honestly be said of it.
import {StreamPlayer} from '/player.js';

const POLL = 5000;  // ms between looks at the list of cameras
const OUTAGE_AFTER = 1500;  // ms without any connection before the page itself says so
const SMALLEST_TILE = 300;  // px

const grid = document.getElementById('grid');
const outage = document.getElementById('outage');
const summary = document.getElementById('summary');
const template = document.getElementById('tile-template');
let tiles = [];
let listed = '';

const clockText = (date) => date.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false});

function durationText(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  }
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

// Copies on plain http too, where browsers keep navigator.clipboard to themselves.
async function copyText(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text);
  }
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done ? undefined : Promise.reject(new Error('not copied'));
}

class Tile {
  constructor(stream, rtspPort) {
    this.stream = stream;
    this.element = template.content.firstElementChild.cloneNode(true);
    const find = (selector) => this.element.querySelector(selector);
    this.video = find('video');
    this.still = find('.still');
    this.words = find('.words');
    this.picture = find('.picture');
    this.element.dataset.camera = stream.name;
    this.shown = 'none';  // of the player: 'moving', a 'still' of it, or 'none'
    this.element.style.setProperty('--aspect', `${stream.width} / ${stream.height}`);
    find('.title').textContent = stream.title;
    find('.title').title = stream.title;
    this.picture.setAttribute('aria-label', `${stream.title}: enlarge`);
    this.picture.onclick = () => enlarge(location.hash === `#${stream.name}` ? null : stream.name);
    const host = location.hostname || 'localhost';
    const address = `rtsp://${host}:${rtspPort}/${stream.name}`;
    find('.address').textContent = address;
    const copy = find('.copy');
    copy.setAttribute('aria-label', `Copy the RTSP address of ${stream.title}`);
    copy.onclick = () => copyText(address).then(() => 'Copied', () => 'Not copied').then((result) => {
      copy.textContent = result;
      setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
    });
    find('.back').onclick = () => enlarge(null);
    find('.full').setAttribute('aria-label', `${stream.title}: full screen`);
    find('.full').onclick = () =>
        document.fullscreenElement ? document.exitFullscreen() : this.element.requestFullscreen();
    this.video.onplaying = this.video.onloadeddata = () => {
      this.shown = 'moving';
      this.show();
    };
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    this.player = new StreamPlayer(this.video, `${scheme}//${location.host}/streams/${stream.name}`, (status) => {
      this.status = status;
      this.show();
      showSummary();
    }, () => this.keepStill());
    this.status = this.player.status;
    this.show();
  }

  // The last picture stays where it was while the video element begins anew.
  keepStill() {
    const {videoWidth: width, videoHeight: height} = this.video;
    if (width === 0 || this.video.readyState < 2) {
      return;
    }
    this.still.width = width;
    this.still.height = height;
    this.still.getContext('2d').drawImage(this.video, 0, 0);
    this.shown = 'still';
  }

  get kind() {
    if (!this.status.connected) {
      return this.status.state === null ? 'connecting' : 'reconnecting';
    }
    return this.status.unplayable ? 'unplayable' : this.status.state;
  }

  show() {
    const {status, kind} = this;
    let words = 'Live';
    const age = status.ageAt + (performance.now() - status.heardAt) / 1000;
    if (kind === 'overloaded') {
      words = `Overloaded: ${status.shown} of ${status.came} frames/s`;
    } else if (kind === 'unchanged') {
      words = `Live, unchanged for ${durationText(age)}`;
    } else if (kind === 'stale') {
      words = status.since ? `Stale since ${clockText(status.since)} (${durationText(age)})` : 'Stale';
    } else if (kind === 'no-signal') {
      words = 'No signal';
    } else if (kind === 'unplayable') {
      words = 'This browser cannot play H.264';
    } else if (kind === 'connecting') {
      words = 'Connecting';
    } else if (kind === 'reconnecting') {
      words = `Reconnecting (${durationText((Date.now() - status.lostSince) / 1000)})`;
    }
    if (this.words.textContent !== words) {
      this.words.textContent = words;
    }
    this.element.dataset.status = kind;
    // What the gateway sends of a camera without a picture is a card that says so, for players without a page.
    this.element.dataset.picture = status.state === 'no-signal' ? 'none' : this.shown;
    const lag = this.player?.lag();
    this.element.dataset.lag = lag == null ? '' : lag.toFixed(3);
  }

  close() {
    this.player.close();
    this.element.remove();
  }
}

function showSummary() {
  const count = (kind) => tiles.filter((tile) => tile.kind === kind).length;
  const parts = [[count('live') + count('unchanged'), 'live'], [count('overloaded'), 'overloaded'], [count('stale'), 'stale'], [count('no-signal'), 'no signal']];
  const text = parts.filter(([number], index) => number > 0 || index === 0).map(([number, word]) => `${number} ${word}`).join(' · ');
  if (summary.textContent !== text) {
    summary.textContent = text;
  }
}

function showOutage() {
  const connected = tiles.some((tile) => tile.status.connected);
  const since = Math.min(listFailedSince ?? Infinity, ...(connected ? [] : tiles.map((tile) => tile.status.lostSince)));
  const out = !connected && Date.now() - since > OUTAGE_AFTER;
  outage.hidden = !out;
  const text = out ? `Gateway not reachable since ${clockText(new Date(since))}. Trying again.` : '';
  if (outage.textContent !== text) {
    outage.textContent = text;
  }
}

// As many columns as make the pictures largest without scrolling; small screens and long lists scroll.
function arrange() {
  const {clientWidth: width, clientHeight: height} = document.documentElement;
  const footer = 48;
  let best = 1;
  let bestWidth = 0;
  for (let columns = 1; columns <= Math.max(1, tiles.length); ++columns) {
    const rows = Math.ceil(tiles.length / columns);
    const across = (width - 10) / columns - 10;
    const down = ((height - 60) / rows - 10 - footer) * 16 / 9;
    const tile = Math.min(across, down);
    if (tile > bestWidth) {
      best = columns;
      bestWidth = tile;
    }
  }
  if (bestWidth < SMALLEST_TILE) {
    best = Math.max(1, Math.floor(width / SMALLEST_TILE));
  }
  grid.style.setProperty('--columns', best);
  const rows = Math.ceil(tiles.length / best);
  const fits = bestWidth >= SMALLEST_TILE;
  const widest = ((height - 60) / rows - 10 - footer) * 16 / 9 * best + 10 * (best + 1);
  grid.style.maxWidth = fits ? `${Math.min(width, Math.floor(widest))}px` : '';
  grid.style.marginInline = fits ? 'auto' : '';
  grid.style.width = '100%';
}

function enlarge(name) {
  history.pushState(null, '', name ? `#${name}` : location.pathname);
  showEnlarged();
}

function showEnlarged() {
  const name = decodeURIComponent(location.hash.slice(1));
  for (const tile of tiles) {
    const large = tile.stream.name === name;
    tile.element.classList.toggle('enlarged', large);
    tile.picture.setAttribute('aria-label', `${tile.stream.title}: ${large ? 'back to all cameras' : 'enlarge'}`);
  }
}

let listFailedSince = null;
async function look() {
  try {
    const response = await fetch('/api/streams', {cache: 'no-store', signal: AbortSignal.timeout(4000)});
    const {streams, rtspPort} = await response.json();
    listFailedSince = null;
    const wanted = JSON.stringify([rtspPort, streams.map(({name, title, width, height}) => [name, title, width, height])]);
    if (wanted !== listed) {
      listed = wanted;
      tiles.forEach((tile) => tile.close());
      tiles = streams.map((stream) => new Tile(stream, rtspPort));
      grid.replaceChildren(...tiles.map((tile) => tile.element));
      arrange();
      showEnlarged();
      showSummary();
    }
  } catch {
    listFailedSince ??= Date.now();
  }
  setTimeout(look, tiles.length === 0 ? 1000 : POLL);
}

addEventListener('resize', arrange);
addEventListener('popstate', showEnlarged);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && location.hash) {
    enlarge(null);
  }
});
setInterval(() => {
  document.getElementById('clock').textContent = clockText(new Date());
  tiles.forEach((tile) => tile.show());
  showSummary();
  showOutage();
}, 250);
look();
