/**
 * Refusals by the services around IAM (E-74): the same sentence of E-76, under the code and status of the
 * service's protocol. EC2 encodes its decision, and DecodeAuthorizationMessage decodes it.
 */

import { type Refusal, accessDenied } from '../../authz/access-denied.ts';
import { type KnownPrincipal, principalId } from '../../authz/principal.ts';
import type { AwsError } from '../../model/request/request.ts';
import type { ApiFailure } from '../errors/codes.ts';
import type { Call } from '../operation.ts';
import { encodeAuthorizationMessage } from '../sts/authorization-message.ts';
import { ec2Denied } from '../errors/texts.ts';

export const failed = (code: string, status: number, message: string): ApiFailure => ({
  ok: false,
  error: { code, status, message },
});

/** Prefixes of services that speak XML; their refusals are AccessDenied 403. */
const xmlServices = new Set(
  `autoscaling cloudformation cloudfront cloudsearch cloudwatch elasticache elasticbeanstalk
   elasticloadbalancing iam importexport rds redshift route53 s3 s3-object-lambda sdb ses sqs sts`.split(
    /\s+/,
  ),
);
/** JSON 1.x services: AccessDeniedException 400. All others are REST: the same code, 403. */
const jsonServices = new Set(
  `acm acm-pca aoss application-autoscaling applicationinsights apprunner appstream athena
   autoscaling-plans aws-marketplace backup-gateway bcm-data-exports bcm-pricing-calculator bedrock billing
   budgets cassandra ce cloud9 cloudhsm cloudtrail codebuild codecommit codeconnections codedeploy
   codepipeline codestar-connections cognito-identity cognito-idp comprehend comprehendmedical
   compute-optimizer config cost-optimization-hub cur datapipeline datasync dax devicefarm directconnect
   discovery dms ds dynamodb ec2-instance-connect ecr ecr-public ecs elasticmapreduce events firehose fms
   forecast frauddetector freetier fsx gamelift globalaccelerator glue health healthlake identitystore
   inspector invoicing iotfleetwise kendra kinesis kinesisanalytics kms license-manager lightsail logs
   machinelearning mediastore memorydb mgh network-firewall opsworks organizations payment-cryptography pcs
   personalize pi pricing proton qldb redshift-data redshift-serverless rekognition route53domains
   route53resolver sagemaker secretsmanager servicecatalog servicediscovery servicequotas shield sms
   sms-voice snowball ssm ssm-contacts sso states storagegateway support swf tag textract timestream
   timestream-influxdb transcribe transfer translate verifiedpermissions voiceid waf waf-regional wafv2
   workmail workspaces`.split(/\s+/),
);

/** Returns the refusal of a service's call in that service's words. */
export function refusalOf(service: string): (refusal: Refusal, call: Call<unknown>) => AwsError {
  if (service === 'ec2') return ec2Refusal;
  return (refusal) => {
    const { message } = accessDenied({ ...refusal, action: spelledAction(service, refusal.action) });
    if (service === 'sns') return { code: 'AuthorizationError', status: 403, message };
    if (xmlServices.has(service)) return { code: 'AccessDenied', status: 403, message };
    return { code: 'AccessDeniedException', status: jsonServices.has(service) ? 400 : 403, message };
  };
}

/** SQS prints its actions in lower case, SNS its own prefix in upper case (unverified beyond reports). */
function spelledAction(service: string, action: string): string {
  if (service === 'sqs' && action.startsWith('sqs:')) return action.toLowerCase();
  return service === 'sns' ? action.replace(/^sns:/, 'SNS:') : action;
}

function ec2Refusal(refusal: Refusal, { account, principal }: Call<unknown>): AwsError {
  const encoded = encodeAuthorizationMessage(account, {
    decision: refusal.decision,
    principal: { id: principalId(principal), arn: principal.arn, ...nameOf(principal) },
    action: refusal.action,
    resource: refusal.printed,
  });
  const message = ec2Denied(accessDenied(refusal).message, encoded);
  return { code: 'UnauthorizedOperation', status: 403, message };
}

const nameOf = (principal: KnownPrincipal) =>
  principal.kind === 'user' ? { name: principal.user.userName } : {};
