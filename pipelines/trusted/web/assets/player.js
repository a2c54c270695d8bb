// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Plays one camera: fragmented MP4 over a WebSocket into Media Source Extensions, close to the live edge.
// It looks after itself: whatever breaks, it shows so and connects again.

const FIRST_RETRY = 250;  // ms; doubles up to LAST_RETRY
const LAST_RETRY = 2000;
const SILENT_SOCKET = 3000;  // ms without a message: the gateway says something every second
const FROZEN_STREAM = 2500;  // ms without a picture though the camera is said to be live
const FROZEN_PICTURE = 3000;  // ms without progress though pictures come
const HIDDEN_LIMIT = 30000;  // ms in a hidden tab before the stream is let go

const JUMP_BEYOND = 0.9;  // s behind the newest picture: seek
const HURRY_BEYOND = 0.3;  // s behind: play faster until CALM
const CALM = 0.18;
const KEEP_BEHIND = 8;  // s of played video kept
const MOST_WAITING = 600;  // fragments not yet taken by the browser

export class StreamPlayer {
  // `report(status)` is called with {connected, state, since, ageAt, shown, came, lostSince, unplayable} whenever one changes;
  // `ageAt` is seconds since `since` by the gateway's clock at `heardAt`, `shown` of `came` are pictures a second. `keepStill()` is called before the picture is lost.
  constructor(video, address, report, keepStill) {
    this.video = video;
    this.address = address;
    this.report = report;
    this.keepStill = keepStill;
    this.status = {connected: false, state: null, since: null, ageAt: 0, heardAt: 0, lostSince: Date.now(), unplayable: null};
    this.retry = FIRST_RETRY;
    this.waiting = [];
    this.onVisibility = () => this.visibilityChanged();
    document.addEventListener('visibilitychange', this.onVisibility);
    this.watch = setInterval(() => this.check(), 200);
    this.connect();
  }

  close() {
    clearInterval(this.watch);
    clearTimeout(this.retryTimer);
    clearTimeout(this.hiddenTimer);
    document.removeEventListener('visibilitychange', this.onVisibility);
    this.closed = true;
    this.dropSocket();
    this.dropMedia();
  }

  connect() {
    clearTimeout(this.retryTimer);
    this.dropSocket();
    const socket = new WebSocket(this.address);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.lastMessage = this.lastFragment = performance.now();
    socket.onmessage = (event) => this.socket === socket && this.take(event.data);
    socket.onclose = () => this.socket === socket && this.lost();
  }

  dropSocket() {
    if (this.socket) {
      this.socket.onmessage = this.socket.onclose = null;
      this.socket.close();
      this.socket = null;
    }
  }

  // The connection is gone or of no use: say so, try again.
  lost() {
    this.dropSocket();
    if (this.closed || this.resting) {
      return;
    }
    if (this.status.connected) {
      this.status.connected = false;
      this.status.lostSince = Date.now();
    }
    this.report(this.status);
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), this.retry);
    this.retry = Math.min(this.retry * 2, LAST_RETRY);
  }

  take(data) {
    this.lastMessage = performance.now();
    if (typeof data !== 'string') {
      this.lastFragment = this.lastMessage;
      this.append(data);
      return;
    }
    const message = JSON.parse(data);
    if (message.type === 'state') {
      this.retry = FIRST_RETRY;
      this.status.connected = true;
      this.status.lostSince = null;
      this.status.state = message.state;
      this.status.since = message.since && new Date(message.since);
      this.status.shown = message.shown;
      this.status.came = message.came;
      this.status.ageAt = message.since ? (new Date(message.now) - new Date(message.since)) / 1000 : 0;
      this.status.heardAt = this.lastMessage;
      this.report(this.status);
    } else if (message.type === 'codec') {
      this.openMedia(message.mime);
    }
  }

  // A "codec" message announces an initialisation segment: the first of a connection, whose clock is not the previous
  // one's, or new parameters within one.
  openMedia(mime) {
    this.status.unplayable = MediaSource.isTypeSupported(mime) ? null : mime;
    this.report(this.status);
    if (this.status.unplayable) {
      return;
    }
    if (this.mediaSocket === this.socket && this.buffer) {
      this.waiting.push({mime});
      this.feed();
      return;
    }
    this.dropMedia();
    const media = new MediaSource();
    this.media = media;
    this.mediaSocket = this.socket;
    this.mediaUrl = URL.createObjectURL(media);
    media.onsourceopen = () => {
      if (this.media !== media) {
        return;
      }
      URL.revokeObjectURL(this.mediaUrl);
      media.duration = Infinity;
      this.buffer = media.addSourceBuffer(mime);
      this.buffer.onupdateend = () => this.feed();
      this.buffer.onerror = () => this.lost();
      this.feed();
    };
    this.video.src = this.mediaUrl;
    this.progress = {time: 0, at: performance.now()};
    this.play();
  }

  dropMedia() {
    if (!this.media) {
      return;
    }
    this.keepStill();
    this.media = this.buffer = null;
    this.waiting = [];
    this.video.removeAttribute('src');
    this.video.load();
  }

  play() {
    this.video.play().catch(() => {});
  }

  append(data) {
    if (this.status.unplayable || !this.media) {
      return;
    }
    this.waiting.push(data);
    if (this.waiting.length > MOST_WAITING) {
      this.lost();  // the browser takes nothing any more: begin again
      return;
    }
    this.feed();
  }

  feed() {
    const buffer = this.buffer;
    if (!buffer || buffer.updating || this.media.readyState !== 'open' || this.waiting.length === 0) {
      this.follow();
      return;
    }
    if (this.trim(KEEP_BEHIND * 2, KEEP_BEHIND)) {
      return;
    }
    try {
      if (this.waiting[0].mime) {
        buffer.changeType(this.waiting.shift().mime);
        this.feed();
        return;
      }
      buffer.appendBuffer(this.waiting[0]);
      this.waiting.shift();
    } catch (error) {
      if (error.name !== 'QuotaExceededError' || !this.trim(1, 0.5)) {
        this.lost();
      }
    }
    this.follow();
  }

  // Removes what was played more than `keep` seconds ago once there are `most`; true when it has begun to.
  trim(most, keep) {
    const {buffered, currentTime} = this.video;
    if (buffered.length === 0 || currentTime - buffered.start(0) <= most) {
      return false;
    }
    this.buffer.remove(0, currentTime - keep);
    return true;
  }

  // Seconds between what is shown and the newest picture that has come, or null.
  lag() {
    const {buffered, currentTime} = this.video;
    return buffered.length === 0 ? null : buffered.end(buffered.length - 1) - currentTime;
  }

  // Keeps close to the live edge: jumps when far behind or in a gap, hurries when a little behind.
  follow() {
    const {video} = this;
    const lag = this.lag();
    if (lag === null || video.seeking) {
      return;
    }
    const {buffered} = video;
    const newest = buffered.length - 1;
    if (lag > JUMP_BEYOND || lag < -0.1 || video.currentTime < buffered.start(newest)) {
      video.currentTime = Math.max(buffered.start(newest), buffered.end(newest) - CALM);
      video.playbackRate = 1;
    } else if (lag > HURRY_BEYOND) {
      video.playbackRate = 1.1;
    } else if (lag < CALM) {
      video.playbackRate = 1;
    }
    if (video.paused && !document.hidden) {
      this.play();
    }
  }

  check() {
    const now = performance.now();
    if (!this.socket || document.hidden) {
      return;
    }
    const live = this.status.connected && ['live', 'unchanged', 'overloaded'].includes(this.status.state);
    if (now - this.lastMessage > SILENT_SOCKET || (live && !this.status.unplayable && now - this.lastFragment > FROZEN_STREAM)) {
      this.lost();
      return;
    }
    this.follow();
    if (this.progress && (!live || this.video.currentTime !== this.progress.time)) {
      this.progress = {time: this.video.currentTime, at: now};
    } else if (this.progress && this.media && now - this.progress.at > FROZEN_PICTURE) {
      this.progress.at = now;
      this.lost();
    }
  }

  visibilityChanged() {
    clearTimeout(this.hiddenTimer);
    if (document.hidden) {
      this.hiddenTimer = setTimeout(() => {
        this.resting = true;
        clearTimeout(this.retryTimer);
        this.dropSocket();
      }, HIDDEN_LIMIT);
      return;
    }
    this.lastMessage = this.lastFragment = performance.now();
    if (this.progress) {
      this.progress.at = this.lastMessage;
    }
    if (this.resting) {
      this.resting = false;
      this.connect();
    } else {
      this.follow();
    }
  }
}
