/**
 * Opens the example of a rule as a preview: an account made for it, with the rule's question in Ask. The open
 * workspace stays as it is, and a reload shows the example again.
 */

import { preview } from './open.ts';
import { scenarioProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';

export async function openRuleExample(session: Session, id: string): Promise<boolean> {
  const [{ ruleOf }, { exampleScenario }, { shortestLink }] = await Promise.all([
    import('../../core/rules/book.ts'),
    import('../../share/gallery/rule-example.ts'),
    import('../../share/scenario/share.ts'),
  ]);
  const rule = ruleOf(id);
  const scenario = rule && exampleScenario(rule);
  if (!scenario) {
    session.problems.show(scenarioProblem('This example', 'no rule of that id has one.'));
    return false;
  }
  const link = await shortestLink(scenario);
  return preview(session, scenario, scenario.title, { link, origin: 'example' });
}
