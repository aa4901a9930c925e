/** Short forms of statements and documents, as the policies of the examples have them. */

export interface ExampleStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: string | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type ExamplePolicy = Readonly<Record<'Version' | 'Statement', unknown>>;

type Condition = ExampleStatement['Condition'];

const statement =
  (Effect: ExampleStatement['Effect']) =>
  (Action: string | readonly string[], Resource = '*', Condition?: Condition): ExampleStatement => ({
    Effect,
    Action: typeof Action !== 'string' && Action.length === 1 ? (Action[0] ?? '') : Action,
    Resource,
    ...(Condition && { Condition }),
  });

export const allowing = statement('Allow');
export const denying = statement('Deny');
export const equal = (key: string, value: string): Condition => ({ StringEquals: { [key]: value } });

export const trusting = (
  Principal: string | Readonly<Record<string, string>>,
  Action: string | readonly string[] = 'sts:AssumeRole',
  Condition?: Condition,
): ExampleStatement => ({ Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) });

export const policyOf = (statements: readonly ExampleStatement[]): ExamplePolicy => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const everythingPolicy = policyOf([allowing('*')]);
