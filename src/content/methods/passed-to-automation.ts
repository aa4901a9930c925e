/** Methods that pass a role to a service that makes calls or builds for the actor, or runs an agent’s tools. */

import type { Method } from '../../core/analysis/ways/format.ts';
import { listPassedRoles, need, needsPassRole } from './shared.ts';

const project = 'codebuild:{region}:{account}:project/{name}' as const;
const runtime = 'bedrock-agentcore:{region}:{account}:runtime/{any}' as const;
const agentCore = 'bedrock-agentcore:{region}:{account}:' as const;
/** The ARNs have the longer form, and the policies in AWS's guide the shorter. */
const interpreter = `${agentCore}code-interpreter-custom/{any}` as const;
const shortInterpreter = `${agentCore}code-interpreter/{any}` as const;
const browser = `${agentCore}browser-custom/{any}` as const;
const shortBrowser = `${agentCore}browser/{any}` as const;
const stackSet = 'cloudformation:{region}:{account}:stackset/{name}:{any}' as const;
const workload = need(
  'bedrock-agentcore:CreateWorkloadIdentity',
  'bedrock-agentcore:{region}:{account}:workload-identity-directory/default',
);
const agentRuntime = [
  need('bedrock-agentcore:CreateAgentRuntime', '*'),
  need('bedrock-agentcore:CreateAgentRuntimeEndpoint', runtime),
  workload,
] as const;

export const automationMethods: readonly Method[] = [
  {
    id: 'cloudformation-001',
    name: 'Stack with a passed role',
    gain: 'role',
    needs: [
      needsPassRole,
      need('cloudformation:CreateStack', 'cloudformation:{region}:{account}:stack/{name}/{any}'),
    ],
    trusts: 'cloudformation.amazonaws.com',
    how: 'The actor creates a stack, and CloudFormation uses the role to make its resources.',
    stop: listPassedRoles,
    source: 'pathfinding.cloud',
  },
  {
    id: 'cloudformation-003',
    name: 'Stack set with a passed role',
    gain: 'role',
    needs: [
      need('iam:PassRole', 'passed'),
      need('cloudformation:CreateStackSet', '*', [stackSet]),
      need('cloudformation:CreateStackInstances', stackSet),
    ],
    trusts: 'cloudformation.amazonaws.com',
    through: true,
    how: 'The actor creates a stack set, whose execution role makes the resources.',
    stop: listPassedRoles,
    source: 'pathfinding.cloud',
  },
  {
    id: 'codebuild-001',
    name: 'Build project with a passed role',
    gain: 'role',
    needs: [needsPassRole, need('codebuild:CreateProject', project), need('codebuild:StartBuild', project)],
    trusts: 'codebuild.amazonaws.com',
    how: 'The actor creates a project with the role, and starts a build that runs its commands.',
    stop: listPassedRoles,
    source: 'pathfinding.cloud',
  },
  {
    id: 'codebuild-004',
    name: 'Batch build with a passed role',
    gain: 'role',
    needs: [
      needsPassRole,
      need('codebuild:CreateProject', project),
      need('codebuild:StartBuildBatch', project),
    ],
    trusts: 'codebuild.amazonaws.com',
    how: 'The actor creates a project with the role, and starts a batch of builds.',
    stop: listPassedRoles,
    source: 'pathfinding.cloud',
  },
  {
    id: 'rhino-codestar',
    name: 'CodeStar project with a passed role (AWS has closed this service)',
    gain: 'role',
    needs: [needsPassRole, need('codestar:CreateProject', '*')],
    retired: '2024-07-31',
    trusts: 'codestar.amazonaws.com',
    how: 'The actor created a project, and AWS used the role to deploy its template.',
    stop: listPassedRoles,
    source: 'Prowler',
  },
  {
    id: 'scheduler-001',
    name: 'Schedule with a passed role',
    gain: 'role',
    needs: [
      needsPassRole,
      need('scheduler:CreateSchedule', 'scheduler:{region}:{account}:schedule/default/{name}'),
    ],
    trusts: 'scheduler.amazonaws.com',
    how: 'The actor makes a schedule that calls an API with the role.',
    stop: listPassedRoles,
    source: 'Prowler',
  },
  {
    id: 'ssm-003',
    name: 'Automation document with a passed role',
    gain: 'role',
    needs: [
      needsPassRole,
      need('ssm:CreateDocument', 'ssm:{region}:{account}:document/{name}'),
      need('ssm:StartAutomationExecution', 'ssm:{region}:{account}:document/{name}'),
      need('ssm:StartAutomationExecution', 'ssm:{region}:{account}:automation-execution/{any}'),
    ],
    trusts: 'ssm.amazonaws.com',
    how: 'The actor writes a document, and Systems Manager makes its calls with the role.',
    stop: listPassedRoles,
    source: 'Prowler',
  },
  {
    id: 'stepfunctions-001',
    name: 'State machine with a passed role',
    gain: 'role',
    needs: [
      needsPassRole,
      need('states:CreateStateMachine', 'states:{region}:{account}:stateMachine:{name}'),
      need('states:StartExecution', 'states:{region}:{account}:stateMachine:{name}'),
    ],
    trusts: 'states.amazonaws.com',
    how: 'The actor creates a state machine that calls APIs with the role, and starts it.',
    stop: listPassedRoles,
    source: 'Prowler',
  },
  {
    id: 'bedrock-001',
    name: 'Code interpreter with a passed role',
    gain: 'role',
    needs: [
      needsPassRole,
      need('bedrock-agentcore:CreateCodeInterpreter', '*', [interpreter, shortInterpreter]),
      need('bedrock-agentcore:StartCodeInterpreterSession', interpreter, [shortInterpreter]),
      need('bedrock-agentcore:InvokeCodeInterpreter', interpreter, [shortInterpreter]),
    ],
    trusts: 'bedrock-agentcore.amazonaws.com',
    how: 'The actor makes a code interpreter that has the role, and runs code in it.',
    stop: listPassedRoles,
    source: 'pathfinding.cloud',
  },
  {
    id: 'prowler-agentcore-runtime-new',
    name: 'Agent runtime with a passed role',
    gain: 'role',
    needs: [needsPassRole, ...agentRuntime, need('bedrock-agentcore:InvokeAgentRuntimeCommand', runtime)],
    trusts: 'bedrock-agentcore.amazonaws.com',
    how: 'The actor makes an agent runtime that has the role, and runs commands in it.',
    stop: listPassedRoles,
    source: 'Prowler',
  },
  {
    id: 'prowler-agentcore-harness-new',
    name: 'Agent harness with a passed role',
    gain: 'role',
    needs: [
      needsPassRole,
      need('bedrock-agentcore:CreateHarness', '*'),
      ...agentRuntime,
      need('bedrock-agentcore:GetAgentRuntime', runtime),
      need('bedrock-agentcore:InvokeAgentRuntimeCommand', runtime),
    ],
    trusts: 'bedrock-agentcore.amazonaws.com',
    how: 'The actor makes an agent harness that has the role, and runs commands in it.',
    stop: listPassedRoles,
    source: 'Prowler',
  },
  {
    id: 'prowler-agentcore-browser-new',
    name: 'Agent browser with a passed role',
    gain: 'role',
    needs: [
      needsPassRole,
      need('bedrock-agentcore:CreateBrowser', '*', [browser, shortBrowser]),
      need('bedrock-agentcore:StartBrowserSession', browser, [shortBrowser]),
      need('bedrock-agentcore:ConnectBrowserAutomationStream', '*', [browser, shortBrowser]),
    ],
    trusts: 'bedrock-agentcore.amazonaws.com',
    how: 'The actor makes a browser that has the role, and controls it.',
    stop: listPassedRoles,
    source: 'Prowler',
  },
];
