/** Many pictures on one sheet, made smaller, so that a person sees a whole engine at a glance. */

import { PNG } from 'pngjs';

const gap = 8;

/** Returns the sheet as a PNG: `columns` pictures in a row, each `width` pixels wide; the others have the first one's form. */
export function contactSheet(pictures: readonly Uint8Array[], columns: number, width: number): Uint8Array {
  const all = pictures.map((bytes) => PNG.sync.read(Buffer.from(bytes)));
  const [first] = all;
  if (!first) throw new Error('a sheet has at least one picture');
  const height = Math.round((first.height * width) / first.width);
  const rows = Math.ceil(all.length / columns);
  const sheet = new PNG({ width: columns * (width + gap) + gap, height: rows * (height + gap) + gap });
  sheet.data.fill(0x80);
  all.forEach((picture, at) => {
    const left = gap + (at % columns) * (width + gap);
    const top = gap + Math.floor(at / columns) * (height + gap);
    shrinkInto(sheet, left, top, picture, width, height);
  });
  return PNG.sync.write(sheet);
}

/** Each pixel is the mean of those that it stands for. */
function shrinkInto(sheet: PNG, left: number, top: number, from: PNG, width: number, height: number): void {
  for (let y = 0; y < height; y += 1) {
    const [y0, y1] = [(y * from.height) / height, ((y + 1) * from.height) / height].map(Math.floor);
    for (let x = 0; x < width; x += 1) {
      const [x0, x1] = [(x * from.width) / width, ((x + 1) * from.width) / width].map(Math.floor);
      const sum = [0, 0, 0];
      let count = 0;
      for (let j = y0 ?? 0; j < Math.max(y1 ?? 0, (y0 ?? 0) + 1); j += 1)
        for (let i = x0 ?? 0; i < Math.max(x1 ?? 0, (x0 ?? 0) + 1); i += 1) {
          const at = (j * from.width + i) * 4;
          for (const part of [0, 1, 2]) sum[part] = (sum[part] ?? 0) + (from.data[at + part] ?? 0);
          count += 1;
        }
      const to = ((top + y) * sheet.width + left + x) * 4;
      for (const part of [0, 1, 2]) sheet.data[to + part] = (sum[part] ?? 0) / count;
      sheet.data[to + 3] = 255;
    }
  }
}
