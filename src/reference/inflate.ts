/**
 * Unpacks the reference data of the single-file build, which would exceed its 4 MB otherwise. The build
 * (build/packed-data.ts) puts a call of `inflate` in place of each data module's plain text.
 */

export async function inflate(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}
