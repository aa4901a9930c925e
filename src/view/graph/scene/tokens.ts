/** Reads the design tokens as plain colours, because a canvas cannot read CSS custom properties by itself. */

import type { NodeKind } from '#core/graph/model.ts';
import type { DrawnEdgeKind } from '#core/graph/view.ts';

export interface GraphTokens {
  readonly kinds: Readonly<Record<NodeKind, string>>;
  readonly edges: Readonly<Record<DrawnEdgeKind, string>>;
  readonly text: string;
  readonly muted: string;
  readonly surface: string;
  readonly border: string;
  readonly deny: string;
  readonly denyText: string;
  readonly focus: string;
  readonly lit: string;
  readonly font: string;
  /** The factor by which names are larger than on a desk: more than 1 in presenter view. */
  readonly scale: number;
}

const blue = '#0072b2';

/** Reads the tokens that apply to an element. On white, grant lines are blue: sky has too little contrast. */
export function readTokens(element: Element): GraphTokens {
  const style = getComputedStyle(element);
  const token = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const isDark = style.colorScheme.includes('dark');
  const text = token('--text', '#16181d');
  const deny = token('--deny', '#d55e00');
  const resource = token('--kind-resource', '#56b4e9');
  const grants = isDark ? resource : blue;
  const policy = token('--kind-policy', '#cc79a7');
  const user = token('--kind-user', blue);
  const outside = token('--kind-outside', '#f0e442');
  const way = token('--way', '#6d28d9');
  return {
    kinds: {
      root: user,
      user,
      group: token('--kind-group', '#e69f00'),
      role: token('--kind-role', '#009e73'),
      policy,
      resource,
      outside,
    },
    edges: {
      'member-of': token('--muted', '#5c6270'),
      attached: policy,
      inline: policy,
      boundary: text,
      grants,
      denies: deny,
      'can-assume': token('--kind-role', '#009e73'),
      'named-by': grants,
      asked: deny,
      way,
      'way-if': way,
    },
    text,
    muted: token('--muted', '#5c6270'),
    surface: token('--surface', '#ffffff'),
    border: token('--border-strong', '#c9cad3'),
    deny,
    denyText: token('--deny-text', deny),
    focus: token('--focus', '#3f6bff'),
    lit: outside,
    font: style.fontFamily || 'system-ui, sans-serif',
    scale: Number(token('--scale', '1')) || 1,
  };
}

/** Calls back whenever the theme or the size of the names may have changed, until the returned function is called. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-presenter', 'class'],
  });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
