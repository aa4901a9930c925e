/** Lambda: functions. Their policy is written statement by statement. */

import { type ResourceKind, kindCall, arnOfName, nameField } from './kind.ts';

export const lambdaFunction: ResourceKind<'lambda'> = {
  service: { prefix: 'lambda', fullName: 'AWS Lambda', protocol: 'rest', trusted: 'Lambda functions' },
  type: 'AWS::Lambda::Function',
  one: 'function',
  content: 'code',
  many: 'functions',
  form: /^function:[^:]+$/,
  whole: /^function:[^:]+(?=:)/,
  arn: arnOfName('lambda', 'function:'),
  members: (arn) => ({ functionname: [arn], resource: [arn] }),
  action: 'lambda:InvokeFunction',
  reached: ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode'],
  labels: { runtime: 'Runtime', handler: 'Handler', urlAuthType: 'Function URL' },
  create: {
    operation: 'CreateFunction',
    fields: [
      nameField('Function name', 'Letters, digits, - and _.'),
      {
        name: 'role',
        label: 'Execution role',
        options: 'roles',
        hint: 'Its policies say what the code can do. Its trust policy must allow lambda.amazonaws.com.',
      },
      {
        name: 'runtime',
        label: 'Runtime',
        value: 'nodejs20.x',
        options: ['nodejs20.x', 'python3.12', 'java21', 'dotnet8'],
      },
    ],
    params: ({ name, role, runtime }) => ({
      FunctionName: name,
      Role: role,
      Runtime: runtime,
      Handler: 'index.handler',
      Code: {},
    }),
  },
  list: 'ListFunctions',
  remove: ({ arn }) => kindCall('DeleteFunction', { FunctionName: arn }),
  tag: ({ arn }, { key, value }) => kindCall('TagResource', { Resource: arn, Tags: { [key]: value } }),
  untag: ({ arn }, key) => kindCall('UntagResource', { Resource: arn, TagKeys: [key] }),
  policy: {
    name: 'resource policy',
    limit: 20_480,
    types: ['function', 'function alias', 'function version'],
    read: { command: 'get-policy', options: (arn) => `--function-name ${arn}`, answer: 'Policy' },
  },
  exports: undefined,
  collector: { query: 'Functions[].FunctionArn' },
};
