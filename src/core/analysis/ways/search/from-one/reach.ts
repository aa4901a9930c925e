/**
 * Finds all that one principal could become or reach: administrator, users, roles, and things such as buckets and secrets,
 * each with a shortest way. An administrator has everybody of its account, so from there only other accounts are looked at.
 */

import { parseArn } from '#core/model/arn.ts';
import type { World } from '#core/model/world/world.ts';
import { type AttackPath, type WayStep, withProof } from '../../attack-path.ts';
import type { Method } from '../../format.ts';
import { namedMethods } from '#content/methods/list.ts';
import type { SearchEnv } from '../../search-env.ts';
import { type Aim, aimOf, runBy } from '../aims.ts';
import { Edges } from '../edges.ts';
import { assumeRoleAction } from '../granted-besides.ts';
import { entriesOf, isOutsider } from '../outsiders.ts';
import { little } from '../pace.ts';
import { reachedBy } from '../reached-by.ts';
import { thinkableTargets } from '../targets.ts';
import { Forwards, type ReachedPrincipal } from './forwards.ts';

/** One thing that is reached: `administrator`, or the ARN of what it is. */
export interface ReachedAim {
  readonly aim: string;
  readonly way: AttackPath;
}

export interface ReachedAims {
  readonly aims: readonly ReachedAim[];
  /** False when the search was stopped, so that there may be more. */
  readonly isComplete: boolean;
}

/** Questions about things; more would take too long. */
const mostQuestions = 40_000;

/** `from`: as in `WaySearch.ways`. `conditional`: what needs an unknown thing to exist counts, too. */
export function* reachInSteps(
  world: World,
  from: string,
  env: SearchEnv,
  conditional: boolean,
): Generator<undefined, ReachedAims, undefined> {
  const reach = new Reaching(world, from, env);
  yield* reach.search(new Edges(env, 'sure'));
  if (conditional) yield* reach.search(new Edges(env, 'assumed'));
  return reach.found();
}

interface Thing {
  readonly arn: string;
  readonly aim: Aim;
  readonly asked: ReturnType<typeof reachedBy>;
  /** Its own policy, known or not, can let in somebody without an Allow. */
  readonly hasPolicy: boolean;
}

interface Start {
  readonly arn: string;
  readonly before: readonly WayStep[];
}

const assuming: readonly Method[] = namedMethods.filter(
  ({ id, needs }) => id === 'sts-001' && needs.every(({ action }) => action === assumeRoleAction),
);

class Reaching {
  readonly #world: World;
  readonly #from: string;
  readonly #env: SearchEnv;
  readonly #administrator: Aim;
  readonly #things: readonly Thing[];
  readonly #found = new Map<string, ReachedAim>();
  #questions = 0;
  #isStopped = false;

  constructor(world: World, from: string, env: SearchEnv) {
    this.#world = world;
    this.#from = from;
    this.#env = env;
    this.#administrator = aimOf(world, 'administrator', undefined, env);
    this.#things = [...world.resources.values()].flatMap(({ arn, policy }) => {
      const asked = reachedBy(arn);
      const hasPolicy = policy !== undefined;
      return asked.length > 0 ? [{ arn, aim: aimOf(world, arn, undefined, env), asked, hasPolicy }] : [];
    });
  }

  found(): ReachedAims {
    const aims = [...this.#found.values()].map(({ aim, way }) => ({ aim, way: withProof(way) }));
    return {
      aims: aims.toSorted((a, b) => a.way.steps.length - b.way.steps.length),
      isComplete: !this.#isStopped,
    };
  }

  /** Called again with other edges, it adds what is not found yet: a way without assumptions is better. */
  *search(edges: Edges): Generator<undefined, void, undefined> {
    const sure = new Set(this.#found.keys());
    const starts = this.#starts();
    const seen = new Set(starts.map(({ arn }) => arn));
    for (const start of starts) {
      const search = new Forwards(this.#world, this.#administrator, edges, { most: Infinity });
      for (const reached of search.reachedInSteps(start.arn)) {
        if (!reached) {
          yield undefined;
          continue;
        }
        const steps = [...start.before, ...reached.steps];
        this.#noteWho(sure, reached, steps);
        yield* this.#noteThings(sure, reached, steps, edges);
        if (!reached.rest) continue;
        for (const next of this.#inOtherAccounts(reached, steps, edges))
          if (!seen.has(next.arn)) {
            seen.add(next.arn);
            starts.push(next);
          }
      }
      if (search.isStopped) this.#isStopped = true;
    }
  }

  #starts(): Start[] {
    const from = this.#from;
    if (isOutsider(from))
      return entriesOf(this.#world, from, this.#env).map((entry) => ({ arn: entry.to, before: [entry] }));
    const isThing = this.#world.index.byArn.get(from)?.table === 'resources';
    return (isThing ? runBy(this.#world, from) : [from]).map((arn) => ({ arn, before: [] }));
  }

  #inOtherAccounts({ arn, world }: ReachedPrincipal, steps: readonly WayStep[], edges: Edges): Start[] {
    const account = accountOf(arn);
    return assuming.flatMap((method) =>
      thinkableTargets(world, method, arn, edges, (one) => accountOf(one) !== account).flatMap((to) => {
        const step = edges.first(world, method, arn, to)?.step;
        return step ? [{ arn: to, before: [...steps, step] }] : [];
      }),
    );
  }

  #noteWho(sure: ReadonlySet<string>, { arn, rest }: ReachedPrincipal, steps: readonly WayStep[]): void {
    // Somebody who was made on the way is no aim of its own.
    if (steps.length > 0 && arn !== this.#from && this.#world.index.byArn.has(arn))
      this.#note(sure, arn, arn, { from: this.#from, to: arn, steps });
    if (!rest) return;
    const { to, onlyWith } = rest;
    const way = { from: this.#from, to, steps, ...(onlyWith && { onlyWith }) };
    this.#note(sure, `administrator ${accountOf(to)}`, 'administrator', way);
  }

  *#noteThings(
    sure: ReadonlySet<string>,
    { arn, world }: ReachedPrincipal,
    steps: readonly WayStep[],
    edges: Edges,
  ): Generator<undefined, void, undefined> {
    const way = { from: this.#from, steps };
    for (const { arn: to, aim, asked, hasPolicy } of this.#things) {
      if (this.#isAsGood(sure, to, steps.length)) continue;
      this.#env.pace.count(little);
      if (this.#env.pace.isDue()) yield undefined;
      const mayHave = asked.some(({ action, resource }) =>
        edges.own.mayHave(world, arn, action, resource.replace(/\*$/, '')),
      );
      if ((mayHave || hasPolicy) && this.#mayAsk()) {
        if (aim.isMetBy(world, arn)) {
          this.#note(sure, to, to, { ...way, to });
          continue;
        }
      }
      if (mayHave && edges.isConditional && this.#mayAsk()) {
        const onlyWith = aim.isMetWith?.(world, arn);
        if (onlyWith) this.#note(sure, to, to, { ...way, to, onlyWith });
      }
      const opening = this.#opened(aim, { arn, world }, edges);
      if (opening) this.#note(sure, to, to, { ...way, to, steps: [...steps, opening] });
    }
  }

  #opened(
    aim: Aim,
    { arn, world }: Pick<ReachedPrincipal, 'arn' | 'world'>,
    edges: Edges,
  ): WayStep | undefined {
    for (const method of aim.openings ?? []) {
      if (!edges.isThinkable(world, method, arn) || !this.#mayAsk()) continue;
      const edge = edges.first(world, method, arn, arn);
      if (edge && aim.isMetBy(edge.after, arn)) return edge.step;
    }
    return undefined;
  }

  #mayAsk(): boolean {
    this.#questions += 1;
    if (this.#questions > mostQuestions) this.#isStopped = true;
    return this.#questions <= mostQuestions;
  }

  #isAsGood(sure: ReadonlySet<string>, key: string, length: number): boolean {
    const known = this.#found.get(key);
    return known !== undefined && (sure.has(key) || known.way.steps.length <= length);
  }

  #note(sure: ReadonlySet<string>, key: string, aim: string, way: AttackPath): void {
    if (!this.#isAsGood(sure, key, way.steps.length)) this.#found.set(key, { aim, way });
  }
}

const accountOf = (arn: string): string => parseArn(arn)?.account ?? '';
