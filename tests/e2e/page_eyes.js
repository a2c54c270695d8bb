// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Runs in the page beside its own scripts (browser.mjs puts it there): sees of each tile what an operator sees, and
// keeps books of it with moments in milliseconds since 1970. Changes nothing.
window.eyes = (() => {
  const [WIDTH, HEIGHT] = [32, 18];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const books = {};
  const outages = [''];  // what the banner said, one after the other

  function greyOf(surface) {
    context.drawImage(surface, 0, 0, WIDTH, HEIGHT);
    const pixels = context.getImageData(0, 0, WIDTH, HEIGHT).data;
    return Array.from({length: WIDTH * HEIGHT}, (_, i) => pixels[4 * i + 1]);
  }

  // What is seen in the tile's frame: the moving picture, the one kept from it, or null.
  function surfaceOf(tile) {
    const visible = (element) => getComputedStyle(element).visibility !== 'hidden';
    const video = tile.querySelector('video');
    if (visible(video) && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      return video;
    }
    const still = tile.querySelector('.still');
    return visible(still) && tile.dataset.picture === 'still' ? still : null;
  }

  function watch(tile) {
    const video = tile.querySelector('video');
    const book = books[tile.dataset.camera] = {pictures: [], states: []};
    let last = '';
    // A frame that looks like the one before is no new picture.
    const shown = () => {
      const grey = greyOf(video).join();
      if (grey !== last) {
        book.pictures.push({at: Date.now(), status: tile.dataset.status});
        last = grey;
      }
      video.requestVideoFrameCallback(shown);
    };
    video.requestVideoFrameCallback(shown);
    const note = () => {
      const {status, picture} = tile.dataset;
      const noted = book.states.at(-1);
      if (noted?.status !== status || noted.picture !== picture) {
        book.states.push({at: Date.now(), status, picture});
      }
    };
    new MutationObserver(note).observe(tile, {attributes: true, attributeFilter: ['data-status', 'data-picture']});
    note();
  }

  function watchOutage() {
    const banner = document.getElementById('outage');
    new MutationObserver(() => {
      const text = banner.hidden ? '' : banner.textContent;
      if (text !== outages.at(-1)) {
        outages.push(text);
      }
    }).observe(banner, {attributes: true, childList: true});
  }

  addEventListener('DOMContentLoaded', () => {
    watchOutage();
    document.querySelectorAll('.tile').forEach(watch);
    new MutationObserver((changes) => changes.forEach(({addedNodes}) => addedNodes.forEach(watch)))
        .observe(document.getElementById('grid'), {childList: true});
  });

  return {
    // By camera: the new pictures shown and the changes of its tile's state, since that moment.
    books: (since) => Object.fromEntries(Object.entries(books).map(([camera, {pictures, states}]) =>
        [camera, {pictures: pictures.filter(({at}) => at >= since), states: states.filter(({at}) => at >= since)}])),
    outages: () => outages,
    summary: () => document.getElementById('summary').textContent,
    tiles: () => [...document.querySelectorAll('.tile')].map((tile) => {
      const surface = surfaceOf(tile);
      const {buffered, currentTime} = tile.querySelector('video');
      return {
        camera: tile.dataset.camera,
        title: tile.querySelector('.title').textContent,
        status: tile.dataset.status,
        words: tile.querySelector('.words').textContent,
        time: currentTime,
        lag: buffered.length === 0 ? null : buffered.end(buffered.length - 1) - currentTime,
        grey: surface && greyOf(surface),
      };
    }),
  };
})();
