// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Headless Chromium with the page in it, for page_test.py: node browser.mjs URL. Takes one JSON command a line,
// answers each with one JSON line. Judges nothing: it only says what the page shows, asks for and complains of.
import {dirname, join} from 'node:path';
import readline from 'node:readline';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const url = process.argv[2];
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required',
    // Whatever else the browser may want to reach, it reaches no other machine.
    `--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE ${new URL(url).hostname}`],
});
const page = await browser.newPage({viewport: {width: 1280, height: 800}});

const heard = {complaints: [], elsewhere: [], loads: 0, failed: [], closed: []};
const noteAddress = (address) => new URL(address).host !== new URL(url).host && !/^(blob|data):/.test(address) &&
    heard.elsewhere.push(address);
page.on('console', (message) => ['error', 'warning'].includes(message.type()) && heard.complaints.push(message.text()));
page.on('pageerror', (error) => heard.complaints.push(String(error)));
page.on('crash', () => heard.complaints.push('the page crashed'));
page.on('load', () => heard.loads++);
page.on('request', (request) => noteAddress(request.url()));
page.on('requestfailed', (request) => heard.failed.push(new URL(request.url()).pathname));
page.on('websocket', (socket) => {
  noteAddress(socket.url());
  socket.on('close', () => heard.closed.push(new URL(socket.url()).pathname));
});

const commands = {
  tiles: () => page.evaluate(() => window.eyes.tiles()),
  books: ({since}) => page.evaluate((moment) => window.eyes.books(moment), since),
  outages: () => page.evaluate(() => window.eyes.outages()),
  summary: () => page.evaluate(() => window.eyes.summary()),
  click: ({selector}) => page.click(selector),
  screenshot: async ({path, width, height}) => {
    await page.setViewportSize({width, height});
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const size = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    await page.screenshot({path});
    return size;
  },
  heard: () => heard,
};

await page.addInitScript({path: join(dirname(fileURLToPath(import.meta.url)), 'page_eyes.js')});
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
