/** Finds what in a file reads time, chance or a banned global, for the tests of layers that must not. */

import ts from 'typescript';

export function impurities(tree: ts.SourceFile, banned: RegExp): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      if (/^(Date\.now|Math\.random|performance\.now)$/.test(node.getText())) found.push(node.getText());
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      found.push('new Date()');
    } else if (ts.isIdentifier(node) && banned.test(node.text) && isReference(node)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** An identifier that reads a global, not a property name, a declaration or a member of ours. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
    return parent.expression === node && !declared(node);
  return false;
}

function declared(node: ts.Identifier): boolean {
  const pattern = new RegExp(`\\b(const|let|function|import)\\b[^;=]*\\b${node.text}\\b`);
  return pattern.test(node.getSourceFile().text);
}
