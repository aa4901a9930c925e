/**
 * Syntax tree to text, always in the same form: elements in the order of AWS's documents, two spaces, strings
 * and lists as the author wrote them. Parsing the printed text gives the same tree but for its positions.
 * Numbers and booleans are printed as strings of the same meaning (G-06).
 */

import type {
  ConditionTest,
  PolicySyntax,
  PrincipalBlock,
  StatementSyntax,
  TextList,
} from '#core/policy/syntax/tree.ts';

export function printPolicy(policy: PolicySyntax): string {
  const statements = policy.statements.map(plainStatement);
  const lines = object([
    ['Version', policy.version && json(policy.version.value)],
    ['Id', policy.id && json(policy.id.value)],
    ['Statement', policy.isList ? array(statements) : statements[0]],
  ]);
  return render(lines, 0);
}

// A tree of members, because a condition key may be any text, even `__proto__`.
type Printable =
  | { readonly kind: 'leaf'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly Printable[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Printable])[] };

const json = (value: string): Printable => ({ kind: 'leaf', text: JSON.stringify(value) });
const array = (items: readonly Printable[]): Printable => ({ kind: 'array', items });
const object = (members: readonly (readonly [string, Printable | undefined])[]): Printable => ({
  kind: 'object',
  members: members.flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
});

const list = (texts: TextList | undefined): Printable | undefined => {
  if (!texts) return undefined;
  const items = texts.items.map((item) => json(item.value));
  return texts.isList ? array(items) : items[0];
};

function plainStatement(statement: StatementSyntax): Printable {
  return object([
    ['Sid', statement.sid && json(statement.sid.value)],
    ['Effect', json(statement.effect)],
    ['Principal', principals(statement.principal)],
    ['NotPrincipal', principals(statement.notPrincipal)],
    ['Action', list(statement.action)],
    ['NotAction', list(statement.notAction)],
    ['Resource', list(statement.resource)],
    ['NotResource', list(statement.notResource)],
    ['Condition', conditions(statement.conditions)],
  ]);
}

function principals(block: PrincipalBlock | undefined): Printable | undefined {
  if (!block) return undefined;
  if (block.isBare) return list(block.groups[0]?.values);
  return object(block.groups.map(({ type, values }) => [type, list(values)]));
}

function conditions(tests: readonly ConditionTest[] | undefined): Printable | undefined {
  if (!tests) return undefined;
  const operators: [string, [string, Printable | undefined][]][] = [];
  for (const { operator, key, values } of tests) {
    const last = operators[operators.length - 1];
    const member: [string, Printable | undefined] = [key.value, list(values)];
    if (last && last[0] === operator.value) last[1].push(member);
    else operators.push([operator.value, [member]]);
  }
  return object(operators.map(([name, keys]) => [name, object(keys)]));
}

function render(node: Printable, depth: number): string {
  if (node.kind === 'leaf') return node.text;
  const inner = '  '.repeat(depth + 1);
  const lines =
    node.kind === 'array'
      ? node.items.map((item) => inner + render(item, depth + 1))
      : node.members.map(([name, value]) => `${inner}${JSON.stringify(name)}: ${render(value, depth + 1)}`);
  const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? open + close : `${open}\n${lines.join(',\n')}\n${'  '.repeat(depth)}${close}`;
}
