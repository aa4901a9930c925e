/**
 * Accounts whose drawing has a size known beforehand, as GetAccountAuthorizationDetails prints them: what is
 * said of 300 nodes must be measured on 300 nodes. A generated company has more relations to a node, so that
 * its drawing would fold at the budget of edges long before.
 */

export interface GraphSize {
  readonly users: number;
  readonly groups: number;
  /** Groups that every user is in. */
  readonly memberships: number;
  /** Users who also have a policy of their own: drawn one by one even where members fold. */
  readonly direct: number;
}

const account = '111122223333';
const createDate = '2026-01-01T00:00:00Z';
const roles = 40;
const policies = 70;
const buckets = 35;
/** The node that stands for every resource: one policy allows everything, so that a way to administrator exists. */
const everything = 1;
const services = ['ec2', 'lambda', 'ecs-tasks', 'glue'];
const attachedToGroup = 5;
const attachedToRole = 2;
const grantsOfPolicy = 3;

/** The whole account has these nodes: users, groups, roles, policies, buckets and trusted services. */
export const nodesOf = ({ users, groups }: GraphSize): number =>
  users + groups + roles + policies + buckets + services.length + everything;

/**
 * The drawing of the default budget, in which no two nodes are alike and so none are folded, and one at which the page
 * gives notice.
 */
export const full: GraphSize = { users: 130, groups: 20, memberships: 1, direct: 130 };
export const beyond: GraphSize = { users: 440, groups: 10, memberships: 2, direct: 0 };

const arn = (kind: string, name: string) => `arn:aws:iam::${account}:${kind}/${name}`;
const id = (prefix: string, number: number) => `${prefix}${String(number).padStart(17, 'A')}`;
const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const numbered = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const name = (kind: string, number: number) => `${kind}-${String(number).padStart(3, '0')}`;
const attached = (count: number, from: number) =>
  numbered(count, (at) => {
    const PolicyName = name('policy', (from * count + at) % policies);
    return { PolicyName, PolicyArn: arn('policy', PolicyName) };
  });

const statements = (policy: number) =>
  policy === 0
    ? [{ Effect: 'Allow', Action: '*', Resource: '*' }]
    : [
        {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: numbered(grantsOfPolicy, (at) => `arn:aws:s3:::bucket-${(policy * 3 + at) % buckets}/*`),
        },
      ];

export function accountOfSize({ users, groups, memberships, direct }: GraphSize): string {
  const details = {
    UserDetailList: numbered(users, (at) => ({
      Path: '/',
      UserName: name('user', at),
      UserId: id('AIDA', at),
      Arn: arn('user', name('user', at)),
      CreateDate: createDate,
      GroupList: numbered(memberships, (more) => name('group', (at + more * 3) % groups)),
      AttachedManagedPolicies: at < direct ? attached(1, at + 40) : [],
      Tags: [],
    })),
    GroupDetailList: numbered(groups, (at) => ({
      Path: '/',
      GroupName: name('group', at),
      GroupId: id('AGPA', at),
      Arn: arn('group', name('group', at)),
      CreateDate: createDate,
      GroupPolicyList: [],
      AttachedManagedPolicies: attached(attachedToGroup, at),
    })),
    RoleDetailList: numbered(roles, (at) => ({
      Path: '/',
      RoleName: name('role', at),
      RoleId: id('AROA', at),
      Arn: arn('role', name('role', at)),
      CreateDate: createDate,
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: {
          // A few trust two services, so that the lines come to the budget.
          Service: numbered(
            at < 10 ? 2 : 1,
            (more) => `${services[(at + more) % services.length] ?? 'ec2'}.amazonaws.com`,
          ),
        },
        Action: 'sts:AssumeRole',
      }),
      InstanceProfileList: [],
      RolePolicyList: [],
      AttachedManagedPolicies: attached(attachedToRole, at + 9),
      Tags: [],
    })),
    Policies: numbered(policies, (at) => ({
      PolicyName: name('policy', at),
      PolicyId: id('ANPA', at),
      Arn: arn('policy', name('policy', at)),
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: createDate,
      UpdateDate: createDate,
      PolicyVersionList: [
        {
          Document: document(...statements(at)),
          VersionId: 'v1',
          IsDefaultVersion: true,
          CreateDate: createDate,
        },
      ],
    })),
    IsTruncated: false,
  };
  return JSON.stringify(details);
}
