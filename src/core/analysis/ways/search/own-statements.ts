/** Reads the statements of one principal, so that a method is asked only where its calls may be allowed. */

import { type Question, evaluationInput } from '#core/authz/authorize.ts';
import type { NamedPolicy } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { mayCover } from '#core/eval/arn.ts';
import { actionName } from '#core/eval/action.ts';
import { programOf } from '#core/eval/program.ts';
import type { StatementMatcher } from '#core/eval/statement.ts';
import type { World } from '#core/model/world/world.ts';
import {
  type CompiledPolicy,
  type CompiledStatement,
  compile,
  keysOfStatement,
} from '#core/policy/compile.ts';
import { actingAs } from '../administrator.ts';
import { type SearchEnv, remembered } from '../search-env.ts';

interface Own {
  readonly asking: Pick<Question, 'principal' | 'session'>;
  readonly documents: readonly CompiledPolicy[];
  /** Policies that limit it, of which each layer must allow. */
  readonly limits: readonly (readonly CompiledPolicy[])[];
}

/** Any action will do: the policies of a principal are the same for all but those of billing. */
const someAction = 'iam:GetUser';

export class OwnStatements {
  readonly #env: SearchEnv;

  constructor(env: SearchEnv) {
    this.#env = env;
  }

  /** Returns false when no policy of it, or a limit of it, has an Allow for the action on the resource. */
  mayHave(world: World, principal: string, action: string, resource?: string): boolean {
    const { documents, limits } = this.#own(world, principal);
    return [documents, ...limits].every((layer) => layer.some((one) => allows(one, action, resource)));
  }

  /** Returns true when a Deny takes the action from it on every resource, whatever it chooses. */
  isRefused(world: World, principal: string, action: string): boolean {
    return remembered(this.#env, world, `refused ${principal} ${action}`, () =>
      this.#refused(world, principal, action),
    );
  }

  /** Returns true when a statement about one of the actions reads one of the keys, which are in lower case. */
  reads(world: World, principal: string, actions: readonly string[], keys: readonly string[]): boolean {
    const { documents, limits } = this.#own(world, principal);
    return [...documents, ...limits.flat()].some((document) =>
      actions.some((action) =>
        matchersOf(document, action).some(({ source }) =>
          keysOfStatement(source).some((key) => keys.includes(key.toLowerCase())),
        ),
      ),
    );
  }

  /** Returns true when a policy of it reads tags, which a way may change. */
  readsTags(world: World, principal: string): boolean {
    const { documents, limits } = this.#own(world, principal);
    return [...documents, ...limits.flat()].some(({ text }) => /(?:resource|principal)tag\//i.test(text));
  }

  #refused(world: World, principal: string, action: string): boolean {
    const { asking } = this.#own(world, principal);
    const input = evaluationInput(world, { ...asking, action, resource: '*' }, this.#env);
    const decision = evaluate(input);
    if (decision.reason !== 'explicit-deny') return false;
    const policies = [
      ...input.identityPolicies,
      ...(input.permissionsBoundary ? [input.permissionsBoundary] : []),
      ...(input.serviceControlPolicies ?? []).flat(),
      ...(input.sessionPolicies ?? []),
    ];
    return decision.deciding.some(({ policy, statement }) => {
      const found = policies.find(({ name }) => name === policy);
      const source = found && documentOf(found).statements[statement];
      return source !== undefined && isFixed(source);
    });
  }

  #own(world: World, principal: string): Own {
    return remembered(this.#env, world, `own ${principal}`, () => {
      const asking = actingAs(world, principal, this.#env);
      const input = evaluationInput(world, { ...asking, action: someAction, resource: '*' }, this.#env);
      const layers = [
        ...(input.permissionsBoundary ? [[input.permissionsBoundary]] : []),
        ...(input.sessionPolicies ? [input.sessionPolicies] : []),
      ];
      return {
        asking,
        documents: input.identityPolicies.map(documentOf),
        limits: layers.map((layer) => layer.map(documentOf)),
      };
    });
  }
}

const documentOf = ({ document }: NamedPolicy): CompiledPolicy => compile(document);

const allows = (document: CompiledPolicy, action: string, resource: string | undefined): boolean =>
  matchersOf(document, action).some((one) => !one.isDeny && mayBeOn(one, resource));

const names = new Map<string, ReturnType<typeof actionName>>();

function matchersOf(document: CompiledPolicy, action: string): readonly StatementMatcher[] {
  let name = names.get(action);
  if (!name) names.set(action, (name = actionName(action)));
  return programOf(document).forAction(name);
}

/** Returns true for a statement on everything whose conditions no choice of the caller changes. */
export const isFixed = (statement: CompiledStatement): boolean =>
  (statement.resources?.includes('*') ?? false) && keysOfStatement(statement).every((key) => fixed.test(key));

const fixed =
  /^aws:(multifactorauth(present|age)|sourceip|sourcevpce?|vpcsourceip|currenttime|epochtime|principal.*|userid|username|viaawsservice|calledvia.*|securetransport|useragent|referer|tokenissuetime)$/i;

/** Returns false when the beginning of every pattern differs from the resource. */
function mayBeOn({ source: { resources } }: StatementMatcher, resource: string | undefined): boolean {
  if (resource === undefined || resources === undefined) return true;
  return resources.some((text) => mayCover(text, resource));
}
