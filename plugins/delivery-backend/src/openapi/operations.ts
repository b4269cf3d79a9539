import { itemsOf, type Operation, refOf } from './Operation';

const SERVICE = '/services/:namespace/:name';
const ENVIRONMENT = `${SERVICE}/environments/:environment`;
const OPERATION_STARTED = {
  type: 'object',
  properties: { operation: refOf('OperationStatus') },
};
const STATE_CONFLICT =
  'It cannot be done as things are now. Nothing was changed; the message says what stands in the way.';
const TOO_MANY = 'More previews than are allowed in a minute.';

/** Services, promotions and what Argo CD is asked for. */
const DELIVERY: Operation[] = [
  {
    method: 'GET',
    path: SERVICE,
    summary:
      'The environments of a service, the steps between them and what the caller may do',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'ServiceDelivery', 304: undefined },
  },
  {
    method: 'GET',
    path: `${SERVICE}/sla`,
    summary: 'What Prometheus measures of the SLA in each environment',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'MeasuredSla' },
  },
  {
    method: 'POST',
    path: `${SERVICE}/promotions/preview`,
    summary: 'What a promotion would change, and whether it may',
    permissions: ['delivery.environment.read'],
    body: { shape: 'PromotionRequest', required: true },
    answers: { 200: 'PromotionPreview' },
    errors: { 429: TOO_MANY },
  },
  {
    method: 'POST',
    path: `${SERVICE}/promotions`,
    summary:
      'Opens the pull request of a promotion. 200 leads to the one that is open already',
    permissions: ['delivery.promotion.create', 'delivery.promotion.override'],
    body: { shape: 'PromotionRequest', required: true },
    answers: { 200: 'Promotion', 201: 'Promotion' },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'GET',
    path: `${SERVICE}/promotions`,
    summary: 'The promotions of a service, newest first',
    permissions: ['delivery.environment.read'],
    answers: { 200: itemsOf('Promotion') },
  },
  {
    method: 'POST',
    path: `${ENVIRONMENT}/sync`,
    summary: 'Has Argo CD apply what Git says',
    permissions: ['delivery.sync.create'],
    body: { shape: 'SyncRequest', required: false },
    answers: { 202: OPERATION_STARTED },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'GET',
    path: '/promotions',
    summary:
      'Promotions and rollbacks of all services that have not ended, first those that wait for whoever asks',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'PromotionsUnderWay' },
  },
  {
    method: 'GET',
    path: '/promotions/:id',
    summary: 'One promotion or rollback',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'Promotion' },
  },
  {
    method: 'GET',
    path: '/promotions/:id/files',
    summary: 'What its pull request changes now, as the Git host says',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'PromotionFiles' },
  },
  {
    method: 'POST',
    path: '/promotions/:id/renew',
    summary:
      'Makes the change again on what is there now, where its pull request conflicts',
    permissions: ['delivery.promotion.create'],
    answers: { 200: 'Promotion', 201: 'Promotion' },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'POST',
    path: '/promotions/:id/approvals',
    summary: 'Approves the commit that its pull request holds',
    permissions: ['delivery.promotion.approve'],
    body: { shape: 'ApprovalRequest', required: true },
    answers: { 200: 'Promotion', 201: 'Promotion' },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'POST',
    path: '/promotions/:id/overrides',
    summary:
      'Overrides gates of the commit that its pull request holds, for a time',
    permissions: ['delivery.promotion.override'],
    body: { shape: 'OpenOverrideRequest', required: true },
    answers: { 200: 'Promotion', 201: 'Promotion' },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'POST',
    path: '/summaries',
    summary:
      'Services in one line each, in the order of the refs; null where there is none that the caller may see',
    body: {
      shape: {
        type: 'object',
        properties: {
          entityRefs: { type: 'array', items: { type: 'string' } },
        },
        required: ['entityRefs'],
      },
      required: true,
    },
    answers: {
      200: itemsOf({
        anyOf: [refOf('ServiceDeliverySummary'), { type: 'null' }],
      }),
    },
  },
  {
    method: 'POST',
    path: '/trains/preview',
    summary:
      'What promoting several services together would do, with the reason of each that cannot go',
    permissions: ['delivery.environment.read'],
    body: { shape: 'TrainRequest', required: true },
    answers: { 200: 'TrainPreview' },
    errors: { 429: TOO_MANY },
  },
  {
    method: 'POST',
    path: '/trains',
    summary:
      'Promotes several services together. 200 leads to what is under way already',
    permissions: ['delivery.promotion.create'],
    body: { shape: 'TrainRequest', required: true },
    answers: { 200: 'Train', 201: 'Train' },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'GET',
    path: '/trains/:id',
    summary: 'Services that were promoted together, and where each stands',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'Train' },
  },
  {
    method: 'POST',
    path: '/trains/:id/retry',
    summary: 'Tries again to open what of it has no promotion yet',
    permissions: ['delivery.promotion.create'],
    answers: { 200: 'Train' },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'GET',
    path: '/line',
    summary: 'Whether all promotions are stopped, and why',
    answers: { 200: 'Line' },
  },
  {
    method: 'POST',
    path: '/line/stop',
    summary:
      'Stops all promotions until they are resumed. Where they are stopped already, nothing changes',
    permissions: ['delivery.line.stop'],
    body: { shape: 'LineStopRequest', required: true },
    answers: { 200: 'Line' },
  },
  {
    method: 'POST',
    path: '/line/resume',
    summary: 'Resumes promotions',
    permissions: ['delivery.line.stop'],
    answers: { 200: 'Line' },
  },
  {
    method: 'GET',
    path: '/fleet',
    summary:
      'All services that the caller may see, with what runs where, by need',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'Fleet', 304: undefined },
  },
  {
    method: 'GET',
    path: '/orphaned-services',
    summary:
      'Services that Argo CD has Applications of and the catalog does not have',
    answers: { 200: itemsOf('OrphanedService') },
  },
  {
    method: 'GET',
    path: '/instances',
    summary: 'Whether each Argo CD answers',
    answers: { 200: itemsOf('InstanceStatus') },
  },
];

/** The way back. */
const ROLLBACKS: Operation[] = [
  {
    method: 'GET',
    path: `${ENVIRONMENT}/rollback-candidates`,
    summary: 'Releases that the environment ran before, newest first',
    permissions: ['delivery.environment.read'],
    answers: { 200: itemsOf('RollbackCandidate') },
  },
  {
    method: 'POST',
    path: `${SERVICE}/rollbacks/preview`,
    summary: 'What a rollback would change, and what may go wrong with it',
    permissions: ['delivery.environment.read'],
    body: { shape: 'RollbackRequest', required: true },
    answers: { 200: 'RollbackPreview' },
    errors: { 429: TOO_MANY },
  },
  {
    method: 'POST',
    path: `${SERVICE}/rollbacks`,
    summary:
      'Opens the pull request of a rollback. 200 leads to the one that is open already',
    permissions: ['delivery.rollback.create'],
    body: { shape: 'RollbackRequest', required: true },
    answers: { 200: 'Promotion', 201: 'Promotion' },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'POST',
    path: `${ENVIRONMENT}/emergency-rollbacks`,
    summary:
      'Rolls back in Argo CD at once, past Git, and opens the pull request that makes Git agree',
    permissions: ['delivery.rollback.bypass'],
    body: { shape: 'EmergencyRollbackRequest', required: true },
    answers: { 200: 'EmergencyRollback', 201: 'EmergencyRollback' },
    errors: { 409: STATE_CONFLICT },
  },
  {
    method: 'POST',
    path: `${ENVIRONMENT}/rollout-actions`,
    summary:
      'Acts on the canary that is under way; `skip-current-step` and `promote-full` need `delivery.rollout.bypass` instead',
    permissions: ['delivery.rollout.update'],
    body: { shape: 'RolloutActionRequest', required: true },
    answers: { 202: { type: 'object' } },
    errors: { 409: STATE_CONFLICT },
  },
];

const CANNOT_COMPARE = 'Argo CD cannot compare it with Git.';

/** What is read of an environment on demand, and what Argo CD is asked to do to it. */
const RESOURCES: Operation[] = [
  {
    method: 'GET',
    path: `${ENVIRONMENT}/release`,
    summary:
      'What the environment runs, its commit, the commits of the environment before it, and its Rollouts',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'ReleaseDetails' },
  },
  {
    method: 'GET',
    path: `${ENVIRONMENT}/resources`,
    summary: 'Everything that the environment has in its cluster',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'EnvironmentResources' },
  },
  {
    method: 'GET',
    path: `${ENVIRONMENT}/diff`,
    summary: 'What differs between the cluster and Git; Secrets are masked',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'EnvironmentDiff' },
    errors: { 409: CANNOT_COMPARE },
  },
  {
    method: 'GET',
    path: `${ENVIRONMENT}/events`,
    summary:
      'Events about the application and about its resources that are not well, newest first',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'EnvironmentEvents' },
  },
  {
    method: 'GET',
    path: `${ENVIRONMENT}/windows`,
    summary: 'Whether it may be synced now, and when that changes',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'SyncWindows' },
  },
  {
    method: 'GET',
    path: `${ENVIRONMENT}/log`,
    summary: 'The last lines that a container of one of its pods wrote',
    permissions: ['delivery.environment.read', 'delivery.log.read'],
    query: 'PodLogQuery',
    answers: { 200: 'PodLog' },
    errors: {
      409: 'The container has not started yet.',
    },
  },
  {
    method: 'GET',
    path: `${ENVIRONMENT}/sync-preview`,
    summary:
      'What a sync would do. A dry run tells what the cluster would refuse; it takes the place of the last operation in Argo CD',
    permissions: ['delivery.environment.read', 'delivery.sync.create'],
    answers: { 200: 'SyncPreview' },
    errors: {
      409: STATE_CONFLICT,
      429: TOO_MANY,
    },
  },
  {
    method: 'POST',
    path: `${ENVIRONMENT}/refresh`,
    summary:
      'Has Argo CD compare it with Git again; answers when it has. `hard` needs delivery.sync.create as well',
    permissions: ['delivery.environment.read'],
    body: { shape: 'RefreshRequest', required: true },
    answers: { 200: { type: 'object' } },
  },
  {
    method: 'DELETE',
    path: `${ENVIRONMENT}/operation`,
    summary:
      'Ends the operation that runs; what it applied stays. Does nothing where none runs',
    permissions: ['delivery.sync.create'],
    answers: { 200: OPERATION_STARTED },
    errors: { 409: STATE_CONFLICT },
  },
];

/** The record of deployments. */
const HISTORY: Operation[] = [
  {
    method: 'GET',
    path: '/deployments',
    summary: 'A page of deployments, newest first',
    permissions: ['delivery.environment.read'],
    query: {
      allOf: [
        refOf('DeploymentQuery'),
        {
          type: 'object',
          properties: {
            limit: { type: 'integer', minimum: 1, maximum: 500 },
            cursor: {
              type: 'string',
              description: '`nextCursor` of the page before',
            },
          },
        },
      ],
    },
    answers: { 200: 'DeploymentPage' },
  },
  {
    method: 'GET',
    path: '/deployments/export',
    summary: 'All deployments that the query asks for, as a file',
    permissions: ['delivery.environment.read'],
    query: {
      allOf: [
        refOf('DeploymentQuery'),
        {
          type: 'object',
          properties: { format: { enum: ['csv', 'json'] } },
          required: ['format'],
        },
      ],
    },
    answers: { 200: { mediaTypes: ['text/csv', 'application/json'] } },
  },
  {
    method: 'GET',
    path: '/deployments/:id',
    summary: 'One deployment',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'Deployment' },
  },
  {
    method: 'GET',
    path: '/deployments/:id/files',
    summary: 'What it changed in the files of its environment',
    permissions: ['delivery.environment.read'],
    answers: { 200: 'PromotionFiles' },
  },
  {
    method: 'GET',
    path: '/dora',
    summary: 'DORA metrics, in all and in buckets of time',
    permissions: ['delivery.environment.read'],
    query: 'DoraQuery',
    answers: { 200: 'DoraMetrics' },
  },
];

/** Every operation of the HTTP API. A test compares them with the routes, and the answers of all tests with them. */
export const OPERATIONS: readonly Operation[] = [
  ...DELIVERY,
  ...ROLLBACKS,
  ...RESOURCES,
  ...HISTORY,
];
