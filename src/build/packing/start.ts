/**
 * Starts the one file. The text of this function is the file's only plain script, so it uses nothing from outside of itself. It
 * gives the page `unpack`, unpacks the styles and the program, which stand as data before it, and runs exactly that program:
 * as an inline script of its own, so that the Content-Security-Policy checks its hash like any other.
 */

export type Unpack = (id: string) => Promise<readonly Uint8Array<ArrayBuffer>[]>;

interface TrustedTypesLike {
  createPolicy(name: string, rules: { createScript: () => string }): { createScript(text: string): string };
}

export function startPackedPage(): void {
  const bytesOf = (text: string, size: number) => {
    const bytes = new Uint8Array(size);
    let held = 0;
    let bits = 0;
    let at = 0;
    for (let place = 0; at < size; place += 1) {
      const code = text.charCodeAt(place);
      const letter = code - (code > 60 ? 3 : code > 13 ? 2 : 1);
      if (code > 127) {
        held = (held << 14) | (code + 14336);
        bits += 14;
      } else if (letter < 101) {
        held = (held << 7) | letter;
        bits += 7;
      } else {
        held = (held << 8) | (letter + 101);
        bits += 8;
      }
      while (bits > 7) {
        bits -= 8;
        bytes[at] = held >> bits;
        at += 1;
      }
    }
    return bytes;
  };
  const unpack: Unpack = async (id) => {
    const block = document.getElementById(id);
    const [size = 0, ...lengths] = (block?.dataset['sizes'] ?? '').split(' ').map(Number);
    const stream = new Blob([bytesOf(block?.textContent ?? '', size)])
      .stream()
      .pipeThrough(new DecompressionStream('deflate-raw'));
    const all = new Uint8Array(await new Response(stream).arrayBuffer());
    let end = 0;
    return lengths.map((length) => all.subarray(end, (end += length)));
  };
  const run = async () => {
    const [styles = '', program = ''] = (await unpack('packed')).map((part) =>
      new TextDecoder().decode(part),
    );
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesLike };
    const policy = trustedTypes?.createPolicy('unpack', { createScript: () => program });
    const style = document.createElement('style');
    style.textContent = styles;
    const script = document.createElement('script');
    script.type = 'module';
    script.text = policy ? policy.createScript('') : program;
    style.dataset['unpacked'] = script.dataset['unpacked'] = '';
    document.head.append(style);
    document.body.append(script);
  };
  Object.assign(globalThis, { unpack });
  run().catch((error: unknown) => {
    (document.getElementById('app') ?? document.body).textContent =
      `IAM Playground could not start: ${String(error)}. It needs a browser of 2023 or newer; if this one is, the file is damaged.`;
  });
}
