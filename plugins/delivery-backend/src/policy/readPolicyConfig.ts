import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, stringifyError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type {
  FreezeWindow,
  MetricThreshold,
  PolicyLevel,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  isCronSchedule,
  isTimeZone,
  LAYERS,
} from '@stonegarden/service-manifest';
import { FreezeCalendar } from '../gates/freeze/FreezeCalendar';
import { QueryTemplate } from '../sla/QueryTemplate';
import type { PolicyRule, PolicyValues } from './PolicyRule';

const KEY = 'delivery.promotion.policy';

/** What a rule of app-config is about: all that it names must fit; what it does not name does not matter. */
export interface PolicySelector {
  /** Names of the environments that are promoted to. */
  environments?: string[];
  /** Entity refs of groups. */
  owners?: string[];
  layers?: string[];
  /** Names of services. */
  services?: string[];
}

/** A rule of app-config. */
export interface ConfiguredPolicyRule extends PolicyRule {
  selector: PolicySelector;
}

const SELECTORS = ['environments', 'owners', 'layers', 'services'] as const;
const FLAGS = [
  'dependenciesHealthy',
  'noIncident',
  'syncWindowOpen',
  'requiredChecks',
  'direct',
  'autoOpen',
] as const;
const KEYS = [
  ...SELECTORS,
  ...FLAGS,
  ...['strict', 'soak', 'approvals', 'freezes', 'errorBudget'],
  ...['metrics', 'dangers'],
];

function wrong(key: string, advice: string): InputError {
  return new InputError(`${key} in app-config ${advice}`);
}

/** Config has no keys of its own that are listed: one with a typing error would be a rule that nobody follows. */
function checkKeys(config: Config, key: string, known: readonly string[]) {
  const other = config.keys().find(each => !known.includes(each));
  if (other !== undefined) {
    throw wrong(
      `${key}.${other}`,
      `is not known; there are ${known.join(', ')}`,
    );
  }
}

function readDuration(config: Config, key: string, path: string): number {
  try {
    return durationToMilliseconds(readDurationFromConfig(config, { key }));
  } catch (error) {
    throw wrong(
      path,
      `must be a duration such as 24h or { hours: 24 }: ${stringifyError(
        error,
      )}`,
    );
  }
}

/** A group as `group:default/name`, written so or by its name. */
export function readGroup(text: string): string {
  return stringifyEntityRef(
    parseEntityRef(text, { defaultKind: 'group', defaultNamespace: 'default' }),
  );
}

/** A name of the catalog, with a namespace and the kind where they are written. */
const GROUP = /^(?:group:)?(?:[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/i;

function readGroups(texts: string[] | undefined, key: string): string[] {
  return (texts ?? []).map(text => {
    if (!GROUP.test(text)) {
      throw wrong(
        key,
        `has ${JSON.stringify(
          text,
        )}, which is no group: write its name, or group:default/name`,
      );
    }
    return readGroup(text);
  });
}

function readSelector(config: Config, key: string): PolicySelector {
  const selector: PolicySelector = {};
  for (const name of SELECTORS) {
    const values = config.getOptionalStringArray(name);
    if (values?.length === 0) {
      throw wrong(
        `${key}.${name}`,
        'is empty: leave it out where all are meant',
      );
    }
    if (values) {
      selector[name] =
        name === 'owners' ? readGroups(values, `${key}.${name}`) : values;
    }
  }
  const layer = selector.layers?.find(
    each => !LAYERS.some(known => known === each),
  );
  if (layer !== undefined) {
    throw wrong(
      `${key}.layers`,
      `has ${JSON.stringify(layer)}; there are ${LAYERS.join(', ')}`,
    );
  }
  return selector;
}

function readFreeze(
  config: Config,
  key: string,
  level: PolicyLevel,
): FreezeWindow {
  checkKeys(config, key, ['cron', 'duration', 'timeZone', 'reason']);
  const cron = config.getString('cron');
  if (!isCronSchedule(cron)) {
    throw wrong(
      `${key}.cron`,
      `is ${JSON.stringify(
        cron,
      )}, which names no time: write minute, hour, day of month, month and day of week, such as 0 18 * * FRI`,
    );
  }
  const timeZone = config.getOptionalString('timeZone') ?? 'UTC';
  if (!isTimeZone(timeZone)) {
    throw wrong(
      `${key}.timeZone`,
      `is ${JSON.stringify(
        timeZone,
      )}, which is no time zone: write an IANA name such as Europe/Berlin`,
    );
  }
  const durationMs = readDuration(config, 'duration', `${key}.duration`);
  if (durationMs <= 0) {
    throw wrong(`${key}.duration`, 'must be longer than nothing');
  }
  const freeze = {
    cron,
    durationMs,
    timeZone,
    reason: config.getString('reason'),
    level,
  };
  // What is read here is worked out again and again later.
  new FreezeCalendar([freeze]).next(Date.now());
  return freeze;
}

function readMetric(config: Config, key: string): MetricThreshold {
  checkKeys(config, key, ['name', 'query', 'max', 'min', 'environment']);
  const max = config.getOptionalNumber('max');
  const min = config.getOptionalNumber('min');
  if (max === undefined && min === undefined) {
    throw wrong(key, 'must have max, min or both');
  }
  return {
    name: config.getString('name'),
    query: readQuery(config, `${key}.query`),
    ...(max === undefined ? {} : { max }),
    ...(min === undefined ? {} : { min }),
    environment:
      readOneOf(config, key, 'environment', ['source', 'target'] as const) ??
      'source',
  };
}

function readQuery(config: Config, key: string): string {
  const query = config.getString('query');
  const problem = QueryTemplate.problemOf(query, { window: false });
  if (problem) {
    throw wrong(key, `cannot be used: ${problem}`);
  }
  return query;
}

function readOneOf<T extends string>(
  config: Config,
  key: string,
  name: string,
  values: readonly T[],
): T | undefined {
  const text = config.getOptionalString(name);
  const value = values.find(each => each === text);
  if (text !== undefined && value === undefined) {
    throw wrong(`${key}.${name}`, `must be one of ${values.join(', ')}`);
  }
  return value;
}

function readApprovals(config: Config, key: string) {
  checkKeys(config, key, ['count', 'groups']);
  const groups = readGroups(
    config.getOptionalStringArray('groups'),
    `${key}.groups`,
  );
  const count = config.getOptionalNumber('count') ?? 1;
  if (!Number.isInteger(count) || count < 0 || count > 20) {
    throw wrong(`${key}.count`, 'must be a whole number from 0 to 20');
  }
  return { count, groups, fromOthers: count > 0 || groups.length > 0 };
}

/** `20%` or 0.2 */
function readShare(config: Config, name: string, key: string): number {
  const value = config.get(name);
  const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(String(value)) ?? [];
  const share = percent === undefined ? value : Number(percent) / 100;
  if (typeof share !== 'number' || !(share >= 0 && share <= 1)) {
    throw wrong(`${key}.${name}`, 'must be a share such as 20% or 0.2');
  }
  return share;
}

function readValues(
  config: Config,
  key: string,
  level: PolicyLevel,
): PolicyValues {
  const values: PolicyValues = {};
  if (config.has('soak')) {
    values.soakMs = readDuration(config, 'soak', `${key}.soak`);
  }
  if (config.has('approvals')) {
    values.approvals = readApprovals(
      config.getConfig('approvals'),
      `${key}.approvals`,
    );
  }
  if (config.has('freezes')) {
    values.freezes = config
      .getConfigArray('freezes')
      .map((freeze, index) =>
        readFreeze(freeze, `${key}.freezes[${index}]`, level),
      );
  }
  if (config.has('errorBudget')) {
    const budget = config.getConfig('errorBudget');
    checkKeys(budget, `${key}.errorBudget`, ['minRemaining']);
    values.errorBudget = {
      minRemaining: readShare(budget, 'minRemaining', `${key}.errorBudget`),
      environment: 'target',
    };
  }
  if (config.has('metrics')) {
    values.metrics = config
      .getConfigArray('metrics')
      .map((metric, index) => readMetric(metric, `${key}.metrics[${index}]`));
  }
  for (const flag of FLAGS) {
    const value = config.getOptionalBoolean(flag);
    if (value !== undefined) {
      values[flag] = value;
    }
  }
  const dangers = readOneOf(config, key, 'dangers', [
    'ignore',
    'reason',
    'block',
  ] as const);
  return dangers ? { ...values, dangers } : values;
}

/**
 * Reads `delivery.promotion.policy`: its rules from the farthest to the nearest, those for everybody before those for owners and
 * those for services. An error names the key that is wrong.
 */
export function readPolicyConfig(config: Config): ConfiguredPolicyRule[] {
  const rules = (config.getOptionalConfigArray(KEY) ?? []).map(
    (rule, index) => {
      const key = `${KEY}[${index}]`;
      checkKeys(rule, key, KEYS);
      const selector = readSelector(rule, key);
      const level: PolicyLevel = selector.owners ? 'team' : 'portal';
      return {
        name: key,
        level,
        strict: rule.getOptionalBoolean('strict') ?? false,
        selector,
        values: readValues(rule, key, level),
      };
    },
  );
  const nearness = ({ selector }: ConfiguredPolicyRule) =>
    (selector.services ? 2 : 0) + (selector.owners ? 1 : 0);
  return rules.sort((one, other) => nearness(one) - nearness(other));
}
