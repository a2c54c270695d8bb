// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Headless Chromium with the page in it, for page_test.py: node browser.mjs URL. Takes one JSON command a line,
// answers each with one JSON line. Judges nothing: it only says what the page shows.
import readline from 'node:readline';
import {chromium} from 'playwright-core';

const url = process.argv[2];
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
});
const page = await browser.newPage({viewport: {width: 1280, height: 800}});
const complaints = [];
const elsewhere = [];
page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
page.on('pageerror', (error) => complaints.push(String(error)));
page.on('request', (request) => new URL(request.url()).host !== new URL(url).host &&
    !/^(blob|data):/.test(request.url()) && elsewhere.push(request.url()));

// In the page: writes down, in milliseconds since 1970, every picture that is shown and every change of a tile's words.
function keepBooks() {
  const books = window.books = {};
  const watch = (tile) => {
    const video = tile.querySelector('video');
    const book = books[tile.dataset.camera] = {shown: [], words: [], sizes: []};
    const shown = (_, {width, height}) => {
      book.shown.push(Date.now());
      book.sizes = [width, height];
      video.requestVideoFrameCallback(shown);
    };
    video.requestVideoFrameCallback(shown);
    const note = () => {
      const status = tile.dataset.status;
      if (book.words.at(-1)?.status !== status) {
        book.words.push({at: Date.now(), status, text: tile.querySelector('.words').textContent});
      }
    };
    new MutationObserver(note).observe(tile, {attributes: true, attributeFilter: ['data-status']});
    note();
  };
  document.querySelectorAll('.tile').forEach(watch);
  new MutationObserver((changes) => changes.forEach(({addedNodes}) => addedNodes.forEach(watch)))
      .observe(document.getElementById('grid'), {childList: true});
}

// In the page: each tile as it is now, with its picture as 32 x 18 grey values.
function lookAtTiles() {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [32, 18];
  const context = canvas.getContext('2d', {willReadFrequently: true});
  return [...document.querySelectorAll('.tile')].map((tile) => {
    const video = tile.querySelector('video');
    const still = tile.querySelector('.still');
    const visible = [video, still].find((one) => getComputedStyle(one).visibility !== 'hidden' &&
        (one.videoWidth ?? one.width) > 0 && (one !== still || tile.dataset.picture === 'still'));
    context.clearRect(0, 0, 32, 18);
    if (visible) {
      context.drawImage(visible, 0, 0, 32, 18);
    }
    const pixels = context.getImageData(0, 0, 32, 18).data;
    return {
      camera: tile.dataset.camera,
      title: tile.querySelector('.title').textContent,
      status: tile.dataset.status,
      words: tile.querySelector('.words').textContent,
      time: video.currentTime,
      grey: visible ? Array.from({length: 32 * 18}, (_, i) => pixels[4 * i + 1]) : null,
    };
  });
}

const commands = {
  look: () => page.evaluate(lookAtTiles),
  books: () => page.evaluate(() => window.books),
  outage: () => page.evaluate(() => {
    const outage = document.getElementById('outage');
    return outage.hidden ? '' : outage.textContent;
  }),
  summary: () => page.evaluate(() => document.getElementById('summary').textContent),
  click: ({selector}) => page.click(selector),
  screenshot: async ({path, width, height}) => {
    await page.setViewportSize({width, height});
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const size = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    await page.screenshot({path});
    return size;
  },
  complaints: () => ({complaints, elsewhere}),
};

await page.addInitScript(`addEventListener('DOMContentLoaded', ${keepBooks})`);
await page.goto(url);
console.log(JSON.stringify({answer: 'ready'}));
for await (const line of readline.createInterface({input: process.stdin})) {
  const command = JSON.parse(line);
  try {
    console.log(JSON.stringify({answer: await commands[command.do](command) ?? null}));
  } catch (error) {
    console.log(JSON.stringify({error: String(error)}));
  }
}
await browser.close();
