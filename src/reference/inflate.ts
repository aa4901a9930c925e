/**
 * The single-file build carries the reference data deflated, or it would be larger than its 4 MB: the build
 * puts a call of this in place of each data module's plain text.
 */
export async function inflate(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}
