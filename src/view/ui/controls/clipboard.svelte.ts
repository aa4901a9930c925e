/** Copies texts and saves files. Plain http has no clipboard API: then a selection and `execCommand` copy. */

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  try {
    // This is deprecated, and the only way without a secure context.
    return document.execCommand('copy');
  } finally {
    area.remove();
  }
}

/** Offers `text` as a file. A large one comes in pieces. */
export function saveFile(name: string, text: string | readonly string[], type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([...(typeof text === 'string' ? [text] : text)], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const shownMilliseconds = 1500;

export class Copying {
  done = $state(false);

  async copy(text: string): Promise<void> {
    this.done = await copyText(text);
    if (this.done) setTimeout(() => (this.done = false), shownMilliseconds);
  }
}
