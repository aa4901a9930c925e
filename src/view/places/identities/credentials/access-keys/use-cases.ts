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
      'Sign in with the CLI (`aws login` or IAM Identity Center). It gets temporary credentials, which expire.',
  },
  'local-code': {
    label: 'Local code',
    hint: 'A program runs on a developer’s machine.',
    advice:
      'Sign in with IAM Identity Center from the development tool. Then no long-term key is on the disk.',
  },
  'aws-compute': {
    label: 'Application running on an AWS compute service',
    hint: 'EC2, Lambda, ECS or a similar service.',
    advice: 'Give the service a role. AWS renews its temporary credentials.',
  },
  'third-party': {
    label: 'Third-party service',
    hint: 'Another company’s product monitors or manages the account.',
    advice: 'Create a role that the other account can assume, with an external ID.',
  },
  outside: {
    label: 'Application running outside AWS',
    hint: 'In your own data centre or another cloud.',
    advice: 'Use IAM Roles Anywhere or a web identity. Both give temporary credentials instead of a key.',
  },
  other: {
    label: 'Other',
    hint: 'Something else.',
    advice:
      'Use a key only if nothing else works. Give it few permissions, rotate it, and never put it in code.',
  },
};
