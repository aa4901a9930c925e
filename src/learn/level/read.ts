/** Reads a level file (format.ts) member by member, and refuses what it does not know with its place. */

import { layers } from '../../core/authz/decision.ts';
import { serviceNames } from '../../core/model/request/request.ts';
import type { Result } from '../../core/model/result.ts';
import { readShape, Shape, type ShapeFault } from '../../share/json/shape.ts';
import { accountId, arn, given, place, question, record } from '../../share/scenario/members.ts';
import { scenarioOf } from '../../share/scenario/shape.ts';
import {
  type Check,
  facts,
  type Level,
  type LevelCall,
  type LevelGoal,
  levelFormat,
  levelVersion,
  type Prediction,
  tiers,
  type WrongAnswer,
} from './format.ts';

/** Reads a value that is already parsed. */
export const readLevel = (value: unknown): Result<Level, ShapeFault> =>
  readShape(() => levelOf(new Shape(value)));

function levelOf(file: Shape): Level {
  if (file.optional('format')?.value !== levelFormat)
    file.fail(`this is not a level: \`"format": "${levelFormat}"\` is missing`);
  const version = file.member('version').whole(1);
  if (version > levelVersion)
    file
      .member('version')
      .fail(`made by a newer version: format ${version}, this page reads up to ${levelVersion}; reload it`);
  file.only('$schema', 'format', 'version', ...members);
  const ids = new Set<string>();
  const goals = goalsOf(file.items('goals'), ids);
  if (goals.length === 0) file.member('goals').fail('a level needs a goal');
  const hidden = goalsOf(file.items('hidden'), ids);
  const scenario = file.member('scenario');
  return {
    id: file.member('id').matching(/^[a-z0-9-]{1,40}$/, 'an id like `deny-wins`'),
    title: file.member('title').text(),
    tier: file.member('tier').oneOf(tiers),
    minutes: file.member('minutes').whole(1, 60),
    scenario: typeof scenario.value === 'string' ? scenario.text() : scenarioOf(scenario),
    intro: texts(file, 'intro'),
    ...given(file, 'start', startOf),
    goals,
    hidden,
    predictions: file.items('predictions').map(predictionOf),
    hints: hintsOf(file.member('hints')),
    solution: calls(file, 'solution'),
    alternatives: file.items('alternatives').map((one) => {
      one.only('text', 'calls');
      return { text: one.member('text').text(), calls: calls(one, 'calls') };
    }),
    wrong: file.items('wrong').map((one) => wrongOf(one, ids)),
    learnt: texts(file, 'learnt'),
    page: pageOf(file.member('page')),
  };
}

const members = [
  'id',
  'title',
  'tier',
  'minutes',
  'scenario',
  'intro',
  'start',
  'goals',
  'hidden',
  'predictions',
  'hints',
  'solution',
  'alternatives',
  'wrong',
  'learnt',
  'page',
] as const;

const texts = (shape: Shape, member: string): string[] => shape.items(member).map((one) => one.text());

function startOf(shape: Shape): NonNullable<Level['start']> {
  shape.only('question', 'place', 'as');
  return {
    ...given(shape, 'question', question),
    ...given(shape, 'place', place),
    ...given(shape, 'as', arn),
  };
}

function hintsOf(shape: Shape): Level['hints'] {
  const [nudge, where, change, ...more] = shape.list().map((one) => one.text());
  if (nudge === undefined || where === undefined || change === undefined || more.length > 0)
    return shape.expected('three hints');
  return [nudge, where, change];
}

function pageOf(shape: Shape): NonNullable<Level['page']> {
  shape.only('title', 'url');
  return {
    title: shape.member('title').text(),
    url: shape
      .member('url')
      .matching(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/, 'a page of AWS’s documentation'),
  };
}

function predictionOf(shape: Shape): Prediction {
  shape.only('text', 'question', 'after', 'statement');
  const after = calls(shape, 'after');
  return {
    text: shape.member('text').text(),
    question: question(shape.member('question')),
    ...(after.length > 0 ? { after } : {}),
    ...given(shape, 'statement', (value) => value.flag()),
  };
}

function wrongOf(shape: Shape, ids: ReadonlySet<string>): WrongAnswer {
  shape.only('text', 'calls', 'fails');
  const fails = shape.member('fails').text();
  if (!ids.has(fails)) shape.member('fails').fail(`no goal \`${fails}\``);
  return { text: shape.member('text').text(), calls: calls(shape, 'calls'), fails };
}

const calls = (shape: Shape, member: string): LevelCall[] => shape.items(member).map(callOf);

function callOf(shape: Shape): LevelCall {
  shape.only('service', 'operation', 'params', 'as', 'key');
  return {
    ...given(shape, 'service', (value) => value.oneOf(serviceNames)),
    operation: shape.member('operation').text(),
    params: shape.member('params').object(),
    ...given(shape, 'as', (value) => value.text()),
    ...given(shape, 'key', (value) => value.text()),
  };
}

function goalsOf(shapes: readonly Shape[], ids: Set<string>): LevelGoal[] {
  return shapes.map((shape) => {
    shape.only('id', 'text', 'check');
    const id = shape.member('id').matching(/^[a-z0-9-]{1,40}$/, 'an id like `alice-reads`');
    if (ids.has(id)) shape.member('id').fail(`\`${id}\` stands there twice`);
    ids.add(id);
    return { id, text: shape.member('text').text(), check: checkOf(shape.member('check')) };
  });
}

const verdict = (shape: Shape) => shape.oneOf(['allowed', 'denied']);
const ending = (shape: Shape) => shape.oneOf(['done', 'refused']);
const list = (shape: Shape): string[] => shape.list().map((one) => one.text());

function checkOf(shape: Shape): Check {
  const kind = shape.member('kind').oneOf(Object.keys(checks) as (keyof typeof checks)[]);
  return checks[kind](shape);
}

const checks = {
  answer: (shape: Shape): Check => {
    shape.only('kind', 'question', 'wanted', 'because', 'session');
    return {
      kind: 'answer',
      question: question(shape.member('question')),
      wanted: verdict(shape.member('wanted')),
      ...given(shape, 'because', (value) => value.oneOf(layers)),
      ...given(shape, 'session', (value) => value.flag()),
    };
  },
  every: (shape: Shape): Check => {
    shape.only('kind', 'of', 'except', 'actions', 'resources', 'context', 'wanted');
    const of = shape.member('of');
    return {
      kind: 'every',
      of: typeof of.value === 'string' ? of.oneOf(['users', 'roles', 'people']) : list(of),
      ...given(shape, 'except', list),
      actions: list(shape.member('actions')),
      resources: list(shape.member('resources')),
      ...given(shape, 'context', contextOf),
      wanted: verdict(shape.member('wanted')),
    };
  },
  calls: (shape: Shape): Check => {
    shape.only('kind', 'calls', 'wanted', 'code');
    return {
      kind: 'calls',
      calls: calls(shape, 'calls'),
      wanted: ending(shape.member('wanted')),
      ...given(shape, 'code', (value) => value.text()),
    };
  },
  'no-way-up': (shape: Shape): Check => {
    shape.only('kind', 'principal', 'to', 'account');
    return {
      kind: 'no-way-up',
      principal: shape.member('principal').text(),
      ...given(shape, 'to', arn),
      ...given(shape, 'account', accountId),
    };
  },
  reached: (shape: Shape): Check => {
    shape.only('kind', 'from', 'to');
    const to = shape.member('to');
    return {
      kind: 'reached',
      from: arn(shape.member('from')),
      to: to.value === 'administrator' ? to.text() : arn(to),
    };
  },
  flow: (shape: Shape): Check => {
    shape.only('kind', 'flow', 'provider', 'who', 'role', 'attack', 'wanted', 'at');
    return {
      kind: 'flow',
      flow: shape.member('flow').oneOf(['saml', 'oidc']),
      provider: shape.member('provider').text(),
      who: shape.member('who').text(),
      role: shape.member('role').text(),
      ...given(shape, 'attack', (value) => value.text()),
      wanted: ending(shape.member('wanted')),
      ...given(shape, 'at', (value) => value.text()),
    };
  },
  fact: (shape: Shape): Check => {
    shape.only('kind', 'fact', 'of', 'at', 'wanted');
    return {
      kind: 'fact',
      fact: shape.member('fact').oneOf(facts),
      ...given(shape, 'of', (value) => value.text()),
      ...given(shape, 'at', (value) => value.whole(0)),
      wanted: shape.member('wanted').flag(),
    };
  },
} as const;

const contextOf = (shape: Shape) =>
  record(shape, (value) => (Array.isArray(value.value) ? list(value) : value.text()));
