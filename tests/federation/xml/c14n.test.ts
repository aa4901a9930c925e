/**
 * Exclusive canonicalization follows the examples of RFC 3741 and XML, and gives what xml-crypto gives for
 * random documents.
 */

import fc from 'fast-check';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { expect, test } from 'vitest';
import { canonicalize } from '#federation/xml/c14n.ts';
import { type Element, selfAndDescendants, parseXml } from '#federation/xml/xml.ts';

function rootOf(text: string): Element {
  const root = parseXml(text);
  if (!root.ok) throw new Error(`${root.error}: ${text}`);
  return root.value;
}
const named = (text: string, name: string): Element => {
  const found = [...selfAndDescendants(rootOf(text))].find(({ nodeName }) => nodeName === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

test.each<[string, string, string, string, string[]]>([
  [
    'a namespace goes where it is used (RFC 3741, 2.2)',
    '<n0:pdu xmlns:n0="http://a.example" xmlns:n1="http://b.example"><n1:elem2 xmlns:n0="foo:bar" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2></n0:pdu>',
    'n1:elem2',
    '<n1:elem2 xmlns:n1="http://b.example" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>',
    [],
  ],
  [
    'attributes are sorted by namespace, then name',
    '<a xmlns:z="u:1" xmlns:b="u:2" b:k="1" z:k="2" y="3" x="4"/>',
    'a',
    '<a xmlns:b="u:2" xmlns:z="u:1" x="4" y="3" z:k="2" b:k="1"></a>',
    [],
  ],
  [
    'a default namespace that is taken back',
    '<a xmlns="u:1"><b xmlns=""><c/></b></a>',
    'a',
    '<a xmlns="u:1"><b xmlns=""><c></c></b></a>',
    [],
  ],
  [
    'nothing is taken back where nothing was',
    '<a xmlns="u:1"><b xmlns=""><c/></b></a>',
    'b',
    '<b><c></c></b>',
    [],
  ],
  [
    'characters that are written as numbers',
    '<a b="&#9;&#10;&#13;&quot;&lt;>&apos;">&#13;&amp;&gt;"\t</a>',
    'a',
    '<a b="&#x9;&#xA;&#xD;&quot;&lt;>\'">&#xD;&amp;&gt;"\t</a>',
    [],
  ],
  [
    'line ends and literal tabs in attributes',
    '<a b="1\r\n2\t3">x\r\ny\rz</a>',
    'a',
    '<a b="1 2 3">x\ny\nz</a>',
    [],
  ],
  ['line ends of XML 1.1 stay', '<a>x\u2028y\u0085z</a>', 'a', '<a>x\u2028y\u0085z</a>', []],
  [
    'inclusive prefixes are written where they are in scope',
    '<r xmlns:xs="u:xs"><a t="xs:string"><b/></a></r>',
    'a',
    '<a xmlns:xs="u:xs" t="xs:string"><b></b></a>',
    ['xs'],
  ],
  [
    'a prefix that is bound anew',
    '<p:a xmlns:p="u:1"><p:b xmlns:p="u:2"><p:c/></p:b></p:a>',
    'p:a',
    '<p:a xmlns:p="u:1"><p:b xmlns:p="u:2"><p:c></p:c></p:b></p:a>',
    [],
  ],
])(
  'exclusive canonicalization writes this case as its standard says: %s',
  (_, text, name, expected, inclusive) => {
    expect(canonicalize(named(text, name), { inclusive })).toBe(expected);
  },
);

const prefix = fc.constantFrom('', 'p', 'q', 'r');
const uri = fc.constantFrom('u:1', 'u:2', 'u:3');
const text = fc.stringMatching(/^[a-z<>&"' \t\n\rü]{0,8}$/);
const escape = (value: string) =>
  value.replace(/[<&"\t\n\r]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
interface Made {
  readonly prefix: string;
  readonly declared: readonly (readonly [string, string])[];
  readonly attributes: readonly (readonly [string, string, string])[];
  readonly text: string;
  readonly children: readonly Made[];
}
const madeOf = (children: fc.Arbitrary<readonly Made[]>): fc.Arbitrary<Made> =>
  fc.record({
    prefix,
    declared: fc.uniqueArray(fc.tuple(prefix, uri), { selector: ([name]) => name, maxLength: 3 }),
    attributes: fc.uniqueArray(fc.tuple(prefix, fc.constantFrom('a', 'b', 'c'), text), {
      // Each name comes once, whatever its prefix: two prefixes may stand for one namespace.
      selector: ([, name]) => name,
      maxLength: 3,
    }),
    text,
    children,
  });
const below = (made: fc.Arbitrary<Made>) => fc.array(made, { maxLength: 3 });
const made = madeOf(below(madeOf(below(madeOf(below(madeOf(fc.constant([]))))))));
const qualified = (prefix: string, name: string) => (prefix === '' ? name : `${prefix}:${name}`);
const written = ({ prefix, declared, attributes, text, children }: Made): string => {
  const name = qualified(prefix, 'e');
  const spaces = declared.map(([one, uri]) => ` xmlns${one === '' ? '' : `:${one}`}="${uri}"`).join('');
  const others = attributes
    .map(([one, local, value]) => ` ${qualified(one, local)}="${escape(value)}"`)
    .join('');
  return `<${name}${spaces}${others}>${escape(text)}${children.map(written).join('')}</${name}>`;
};

test('exclusive canonicalization of random documents gives what xml-crypto gives', () => {
  const oracle = new ExclusiveCanonicalization();
  let compared = 0;
  fc.assert(
    fc.property(made, fc.nat(), (document, pick) => {
      const root = rootOf(`<root xmlns:p="u:1" xmlns:q="u:2" xmlns:r="u:3">${written(document)}</root>`);
      const elements = [...selfAndDescendants(root)];
      const element = elements[pick % elements.length] ?? root;
      compared += 1;
      expect(canonicalize(element)).toBe(oracle.process(element as never, {}));
    }),
    { seed: 7, numRuns: 1000 },
  );
  expect(compared).toBe(1000);
});
