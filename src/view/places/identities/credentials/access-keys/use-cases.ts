/** AWS's list of the uses of access keys, and what it advises instead of a long-term key. */

export type UseCase = 'cli' | 'local-code' | 'aws-compute' | 'third-party' | 'outside' | 'other';

interface UseCaseWords {
  readonly label: string;
  readonly hint: string;
  readonly advice: string;
}

export const useCases: Readonly<Record<UseCase, UseCaseWords>> = {
  cli: {
    label: 'Command Line Interface (CLI)',
    hint: 'A person works with the AWS CLI.',
    advice:
      'Let the CLI sign in (`aws login`, IAM Identity Center): it gets credentials that end by themselves.',
  },
  'local-code': {
    label: 'Local code',
    hint: 'A program runs on a developer’s machine.',
    advice: 'Sign in with IAM Identity Center from the development tool: nothing lasting lies on the disk.',
  },
  'aws-compute': {
    label: 'Application running on an AWS compute service',
    hint: 'EC2, Lambda, ECS and the like.',
    advice: 'Give the service a role: its credentials are temporary and renewed by AWS.',
  },
  'third-party': {
    label: 'Third-party service',
    hint: 'Somebody else’s product watches or manages the account.',
    advice: 'Make a role that the other account may assume, with an external ID.',
  },
  outside: {
    label: 'Application running outside AWS',
    hint: 'In your own data centre or another cloud.',
    advice: 'Use IAM Roles Anywhere or a web identity: temporary credentials instead of a key.',
  },
  other: {
    label: 'Other',
    hint: 'Something else.',
    advice:
      'A key is fine where nothing else works: give it few permissions, rotate it, never put it in code.',
  },
};
