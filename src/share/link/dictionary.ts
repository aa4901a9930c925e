/**
 * Texts that scenarios have in common, most frequent last. Deflate refers to them instead of writing them
 * out, which makes a small scenario's link about half as long.
 *
 * INVARIANT: FROZEN. A link can only be read with the dictionary that it was made with. A better one becomes
 * a new codec (codec.ts).
 */

export const dictionary1 = [
  'organizations:LeaveOrganization","cloudtrail:StopLogging","guardduty:DeleteDetector","kms:ScheduleKeyDeletion',
  'arn:aws:dynamodb:us-east-1:arn:aws:sqs:us-east-1:arn:aws:sns:us-east-1:arn:aws:kms:us-east-1:arn:aws:lambda:us-east-1:',
  'arn:aws:secretsmanager:us-east-1:arn:aws:ec2:us-east-1:instance/key/function:table/secret:eu-west-1:eu-central-1:',
  'dynamodb:GetItem","dynamodb:PutItem","dynamodb:Query","dynamodb:Scan","dynamodb:DeleteItem","dynamodb:UpdateItem"',
  'sqs:SendMessage","sqs:ReceiveMessage","sqs:DeleteMessage","sns:Publish","kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"',
  'ec2:DescribeInstances","ec2:RunInstances","ec2:StartInstances","ec2:StopInstances","ec2:TerminateInstances","ec2:Describe*"',
  'lambda:InvokeFunction","lambda:CreateFunction","lambda:UpdateFunctionCode","secretsmanager:GetSecretValue","logs:CreateLogGroup',
  'iam:PassRole","iam:CreateUser","iam:CreateRole","iam:CreateAccessKey","iam:CreatePolicyVersion","iam:SetDefaultPolicyVersion',
  'iam:AttachUserPolicy","iam:AttachRolePolicy","iam:PutUserPolicy","iam:PutRolePolicy","iam:Get*","iam:List*","iam:ChangePassword"',
  'cognito-identity.amazonaws.com:aud":"token.actions.githubusercontent.com:aud":"token.actions.githubusercontent.com:sub":"repo:',
  'accounts.google.com:aud":"SAML:aud":"https://signin.aws.amazon.com/saml"sts:AssumeRoleWithSAML"sts:AssumeRoleWithWebIdentity"',
  'ec2.amazonaws.com"}lambda.amazonaws.com"}s3.amazonaws.com"}sns.amazonaws.com"}events.amazonaws.com"}ecs-tasks.amazonaws.com"}',
  '"Federated":"arn:aws:iam:::saml-provider/oidc-provider/","organization":{"managementAccount":"","units":[{"id":"ou-","members":[{"account":"',
  '"enabledPolicyTypes":["SERVICE_CONTROL_POLICY","RESOURCE_CONTROL_POLICY"],"policies":[{"policyId":"p-FullAWSAccess","name":"FullAWSAccess","type":"SERVICE_CONTROL_POLICY","targets":["r-',
  '"passwordPolicy":{"minimumPasswordLength":14,"requireSymbols":true,"requireNumbers":true,"requireUppercaseCharacters":true,"requireLowercaseCharacters":true,"allowUsersToChangePassword":true,"hardExpiry":false}',
  '"console":{"passwordResetRequired":true},"accessKeys":[{"id":"AKIA","status":"Inactive","createDate":"2026-01-05T09:00:00Z"}],"mfaDevices":[{"name":"phone"}]',
  '"samlProviders":[{"name":"","metadata":"<?xml "oidcProviders":[{"url":"","clientIds":["sts.amazonaws.com"],"thumbprints":["',
  '"Condition":{"ForAnyValue:StringLike":{"ForAllValues:StringEquals":{"StringNotEquals":{"ArnLike":{"ArnEquals":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24"]',
  '"aws:PrincipalOrgID":"o-"aws:RequestedRegion":"aws:SourceArn":"aws:SourceAccount":"aws:SecureTransport":"false"aws:TagKeys":["aws:RequestTag/aws:ResourceTag/aws:PrincipalTag/department":"${aws:PrincipalTag/project}"',
  '"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}},"Condition":{"StringLike":{"StringEquals":{"sts:ExternalId":"',
  '"NotAction":["NotResource":["NotPrincipal":{"Principal":{"AWS":"*"},"Principal":"*","Principal":{"Service":"',
  '"usage":[{"principal":"arn:aws:iam::","service":"s3","lastUsed":"2026-01-05T09:00:00Z","region":"us-east-1"}],',
  '"questions":[{"text":"","question":{"principal":"","action":"","resource":""},"expected":"allowed"},"expected":"denied"}],"steps":[{"text":"","place":"#/graph"},"place":"#/ask?',
  '"awsManagedPolicies":[{"policyName":"AdministratorAccess","arn":"arn:aws:iam::aws:policy/AdministratorAccess","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}',
  'arn:aws:iam::aws:policy/ReadOnlyAccess"arn:aws:iam::aws:policy/PowerUserAccess"arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"arn:aws:iam::aws:policy/IAMUserChangePassword"',
  '"instanceProfiles":[{"instanceProfileName":"","roles":[""]}],"resources":[{"arn":"arn:aws:s3:::","policy":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":',
  '"trustedIds":{},"permissionsBoundary":"arn:aws:iam::","description":"","maxSessionDuration":43200,"tags":[{"key":"team","value":""},{"key":"department","value":""}],"quotas":{"unknown":["resource-policies"],',
  '"versions":[{"versionId":"v1","document":{},"createDate":"2026-},{"versionId":"v2","defaultVersionId":"v1","nextVersion":3,"updateDate":"2026-01-05T09:00:00Z"',
  '"roles":[{"roleName":"","assumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]},"inlinePolicies":[{"policyName":"","document":',
  '"groups":[{"groupName":"Administrators","Developers","attachedPolicies":["arn:aws:iam::111122223333:policy/',
  '"users":[{"userName":"alice","groups":["Developers"]},{"userName":"bob"},{"userName":"carol"},{"userName":"mallory","attachedPolicies":["arn:aws:iam::',
  '"policies":[{"policyName":"Read","document":{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket","s3:PutObject","s3:DeleteObject","s3:*"],"Resource":["arn:aws:s3:::","arn:aws:s3:::/*"]}]}},',
  '{"format":"iam-playground/scenario","version":1,"title":"","purpose":"","notes":[""],"start":{"account":"111122223333","question":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:GetObject","resource":"arn:aws:s3:::"},"next":[{"text":"","question":{"principal":"arn:aws:iam::111122223333:user/"}]},',
  '{"format":"iam-playground/scenario","version":2,"title":"","accounts":[{"id":"111122223333","name":"","alias":"","users":[{"userName":"',
].join('');
