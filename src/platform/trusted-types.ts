/**
 * The page demands Trusted Types in its Content-Security-Policy: a script's URL may only come from a policy.
 * The one policy here admits what the build itself made: files of this origin and, in the single-file build,
 * workers inlined as blobs. It must make no HTML and no script text.
 */

interface TrustedTypesLike {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): unknown;
}

export function admitOwnScripts(page: { location: { href: string } } = globalThis): void {
  const trustedTypes = (globalThis as { trustedTypes?: TrustedTypesLike }).trustedTypes;
  trustedTypes?.createPolicy('default', {
    createScriptURL(text) {
      const url = new URL(text, page.location.href);
      const own = url.protocol === 'blob:' || url.origin === new URL(page.location.href).origin;
      if (!own) throw new TypeError(`\`${url.href}\` is not a script of this page`);
      return text;
    },
  });
}
