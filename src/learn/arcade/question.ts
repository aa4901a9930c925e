/** One question as the learner sees it, with its answer. The engine decides it, and the one explainer says why. */

import { authorize, type DecisionEnv, type Question } from '../../core/authz/authorize.ts';
import { labelsIn } from '../../core/model/labels.ts';
import type { World } from '../../core/model/world/world.ts';
import { Dice } from '../../share/generate/dice.ts';
import { derivedFacts } from './facts.ts';
import { foundPolicies, marked, type ShownPolicy } from './shown-policies.ts';
import { type AskedRow, type Round, type ArcadeTemplate, usualTime } from './format.ts';
import { type Principal, resolvePrincipal } from '../../core/authz/principal.ts';
import { defined } from '../../core/model/defined.ts';

export interface ArcadeQuestion {
  /** The key of its progress: `arcade/deny-wins`, `first-policy/2`. */
  readonly key: string;
  readonly title: string;
  readonly level?: string;
  readonly text: string;
  readonly asked: readonly AskedRow[];
  /** Sentences about things that no policy shows. */
  readonly facts: readonly string[];
  readonly policies: readonly ShownPolicy[];
  readonly answer: boolean;
  /** Sentences about the whole, where several decisions answer: which way there is, or where the nearest one stops. */
  readonly told?: string;
  /** Sentences of the explainer: one for each decision that the answer needs. */
  readonly because: readonly string[];
}

export interface Posed {
  readonly key: string;
  readonly title: string;
  readonly level?: string | undefined;
  readonly text: string;
  readonly world: World;
  readonly facts?: readonly string[];
  readonly also?: readonly string[];
  readonly env: DecisionEnv;
}

/** Returns the same question for the same seed, byte for byte. */
export function makeQuestion(template: ArcadeTemplate, seed: string): ArcadeQuestion {
  const { id, title, level } = template;
  const made = template.make(new Dice(`${id}/${seed}`));
  const { world, text, facts = [], also = [], now = usualTime } = made;
  const posed = { key: `arcade/${id}`, title, level, text, world, facts, also, env: { now } };
  return 'decided' in made ? shown(posed, made) : answered(posed, made.question);
}

export function answered(posed: Posed, question: Question): ArcadeQuestion {
  const { world, env } = posed;
  const decision = authorize(world, question, env);
  const isAllowed = decision.verdict === 'allowed';
  const asked = askedRows(world, question);
  return shown(posed, { asked, answer: isAllowed, works: isAllowed, decided: [{ question, decision }] });
}

/** The longest explanation, in sentences of the explainer. */
const mostReasons = 3;

/** A refusal explains itself alone. */
function shown(
  { key, title, level, text, world, facts = [], also = [], env }: Posed,
  { asked, answer, works, decided, told }: Pick<Round, 'asked' | 'answer' | 'works' | 'decided' | 'told'>,
): ArcadeQuestion {
  const labels = labelsIn(world);
  const refusals = decided.filter(({ decision }) => decision.verdict === 'denied');
  const telling = works ? decided : refusals.slice(0, 1);
  const reasons = new Set(telling.map(({ decision }) => decision.explain(labels).because));
  return {
    key,
    title,
    ...defined({ level }),
    text,
    asked,
    facts: [...derivedFacts(world, decided, also), ...facts],
    policies: marked(
      foundPolicies(world, questionsOf(decided), env, also),
      telling,
      foundPolicies(world, questionsOf(telling), env, []),
    ),
    answer,
    ...defined({ told }),
    because: [...reasons].slice(0, mostReasons),
  };
}

const questionsOf = (decided: Round['decided']) => decided.map(({ question }) => question);

const askedRows = (world: World, { principal, sessionName, action, resource }: Question): AskedRow[] => [
  { label: 'Who', text: whoText(world, resolvePrincipal(world, principal, sessionName)) },
  { label: 'Action', text: `\`${action}\`` },
  { label: 'Resource', text: resource === '*' ? 'everything (`*`)' : `\`${resource}\`` },
];

function whoText(world: World, principal: Principal): string {
  const { account } = 'account' in principal ? principal : { account: '' };
  const where = world.accounts.size > 1 && account !== '' ? ` of the account \`${account}\`` : '';
  switch (principal.kind) {
    case 'root':
      return `the root user${where}`;
    case 'user':
      return `the user \`${principal.user.userName}\`${where}`;
    case 'role-session':
      return `the role \`${principal.role.roleName}\`${where}`;
    case 'service':
      return `the service \`${principal.arn}\``;
    case 'anonymous':
      return 'anyone, without signing in';
    default:
      return `\`${principal.arn}\``;
  }
}
