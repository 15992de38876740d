// The QR must reach the user's eyes: if the canvas fails, the server's SVG, then its PNG, then the string itself.

/** @returns the name of the first way that worked; each failure is logged with its way, never with the string */
export async function drawQr(text, ways, log = console) {
  for (const [name, draw] of ways) {
    try {
      await draw(text);
      if (name !== ways[0][0]) {
        log.warn(`[pindai] QR shown as ${name}`);
      }
      return name;
    } catch (error) {
      log.warn(`[pindai] QR as ${name} failed: ${error?.message ?? error}`);
    }
  }
  throw new Error('No way to show the QR worked');
}

/** The four ways for a page that has a canvas, an <img> and a text field; shows the one in use and hides the others. */
export function waysFor({ canvas, image, field, url, toCanvas, fetchImage }) {
  const only = (element) => {
    for (const each of [canvas, image, field]) {
      each.hidden = each !== element;
    }
  };
  const picture = (type) => async () => {
    const blob = await fetchImage(url, type);
    if (image.src.startsWith('blob:')) {
      URL.revokeObjectURL(image.src);
    }
    image.src = URL.createObjectURL(blob);
    await image.decode();
    only(image);
  };
  return [
    ['canvas', async (text) => {
      await toCanvas(canvas, text);
      only(canvas);
    }],
    ['svg', picture('image/svg+xml')],
    ['png', picture('image/png')],
    ['text', async (text) => {
      field.value = text;
      only(field);
    }],
  ];
}
