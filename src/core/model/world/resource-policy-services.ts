/**
 * Services whose resources can carry a policy of their own: an account file without resource policies leaves
 * their verdicts open. From the IAM User Guide's table "AWS services that work with IAM", column
 * resource-based policies, from memory (unverified); a service missing here is answered as if it had none.
 * `iam` is not in it: trust policies are part of the account file, and nothing else in IAM has one.
 */

import { resourceKinds } from '../resource-kinds/lookup.ts';

const others = `acm-pca aoss apigateway aps athena backup bedrock cloudtrail codeartifact codebuild ebs ecr
   ecr-public efs elasticfilesystem elemental-mediastore entityresolution es execute-api glacier glue
   imagebuilder kafka kendra kinesis lex logs mediastore mobiletargeting network-firewall
   networkmanager opensearch payment-cryptography ram redshift redshift-serverless refactor-spaces
   rekognition resource-groups route53resolver s3-object-lambda s3-outposts s3express s3tables
   sagemaker schemas serverlessrepo ses signer sms-voice ssm ssm-contacts
   ssm-incidents vpc-lattice vpce wafv2 xray`;

export const servicesWithResourcePolicies: ReadonlySet<string> = new Set([
  ...others.split(/\s+/),
  ...resourceKinds.flatMap(({ policy, service }) => (policy ? [service.prefix] : [])),
]);
