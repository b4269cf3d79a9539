import { LAYERS } from '@stonegarden/service-manifest';
import { normalizeDescription } from './planService';
import { checkEnvironments } from './checkEnvironments';
import { parseImageReference } from '../image';
import type { NewService } from './NewService';
import type { NewServiceProblem } from './NewServiceProblem';

const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;
const SLACK = /^#?[a-z0-9][a-z0-9_-]{0,79}$/;
const EMAIL = /^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/;
const AVAILABILITY = /^(100|[0-9]{1,2}(\.[0-9]{1,5})?)%$/;
const DURATION = /^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$/;
const HEALTH_PATH = /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*$/;
const SCHEMA_URL = /^https?:\/\/[\x21-\x7e]+$/;
const DEPENDENCY = /^([a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9-]*$/;
// Go's YAML readers refuse these wherever they stand, and one unreadable service.yaml stops a whole ApplicationSet
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Cs}\ufeff\ufffe\uffff]/u;

/**
 * All that is wrong with a new service, in the order of its fields; empty when it can be rendered.
 *
 * @public
 */
export function checkNewService(service: NewService): NewServiceProblem[] {
  const problems: NewServiceProblem[] = [];
  const expect = (right: boolean, field: string, message: string) => {
    if (!right) {
      problems.push({ field, message });
    }
  };

  expect(
    NAME.test(service.name),
    'name',
    `\`${service.name}\` cannot be a service's name: at most 40 lowercase letters, digits and dashes, beginning with a letter and not ending with a dash`,
  );
  const description = normalizeDescription(service.description ?? '');
  expect(
    !UNPRINTABLE.test(description),
    'description',
    'the description contains a control character that YAML readers refuse: remove it',
  );
  expect(
    description.length <= 1000,
    'description',
    `the description has ${description.length} characters: write at most 1000 and put the rest in the documentation`,
  );
  checkPlace(service, expect);
  checkOwner(service, expect);

  try {
    parseImageReference(service.image);
  } catch (error) {
    expect(
      false,
      'image',
      error instanceof Error ? error.message : String(error),
    );
  }
  expect(
    Number.isInteger(service.port) && service.port >= 1 && service.port < 65536,
    'port',
    `${service.port} is not a port: write the number that the container listens on, 1 to 65535`,
  );
  expect(
    service.healthPath === undefined || HEALTH_PATH.test(service.healthPath),
    'healthPath',
    `\`${service.healthPath}\` is not a path: write one such as /healthz`,
  );

  expect(
    service.schemaUrl === undefined || SCHEMA_URL.test(service.schemaUrl),
    'schemaUrl',
    `\`${service.schemaUrl}\` is not the address of a schema: write a web address without spaces`,
  );

  problems.push(...checkEnvironments(service));
  checkDependencies(service, expect);
  checkSla(service, expect);
  checkSloRules(service, expect);
  return problems;
}

type Expect = (right: boolean, field: string, message: string) => void;

function checkPlace({ layer, category }: NewService, expect: Expect) {
  expect(
    ['services', 'platform', 'infra'].includes(layer ?? 'services'),
    'layer',
    `\`${layer}\` is not a layer for services: choose services, platform or infra`,
  );
  expect(
    (layer ?? 'services') === 'services' || category !== undefined,
    'category',
    `a service in layer ${layer} needs a category folder: name one, for example data`,
  );
  expect(
    category === undefined || NAME.test(category),
    'category',
    `\`${category}\` cannot be a category: at most 40 lowercase letters, digits and dashes, beginning with a letter`,
  );
  expect(
    !LAYERS.some(one => one === category),
    'category',
    `\`${category}\` is the name of a layer: choose another category`,
  );
}

function checkOwner({ owner }: NewService, expect: Expect) {
  expect(
    NAME.test(owner.team),
    'owner.team',
    `\`${owner.team}\` cannot be a team's name here: at most 40 lowercase letters, digits and dashes, beginning with a letter`,
  );
  expect(
    owner.slack === undefined || SLACK.test(owner.slack),
    'owner.slack',
    `\`${owner.slack}\` is not a Slack channel: write one such as #product`,
  );
  expect(
    owner.email === undefined || EMAIL.test(owner.email),
    'owner.email',
    `\`${owner.email}\` is not an email address: write one such as team@example.com`,
  );
  expect(
    owner.oncall === undefined || isWebAddress(owner.oncall),
    'owner.oncall',
    `\`${owner.oncall}\` is not a web address: write one that begins with https://`,
  );
}

function checkDependencies(service: NewService, expect: Expect) {
  const seen = new Set<string>();
  (service.dependencies ?? []).forEach(({ ref }, index) => {
    const field = `dependencies[${index}]`;
    expect(
      DEPENDENCY.test(ref),
      field,
      `\`${ref}\` cannot be a dependency: write a service's name, for example kafka`,
    );
    expect(ref !== service.name, field, `${ref} cannot depend on itself`);
    expect(!seen.has(ref), field, `\`${ref}\` is named twice`);
    seen.add(ref);
  });
}

function checkSla({ sla }: NewService, expect: Expect) {
  expect(
    sla?.availability === undefined ||
      (AVAILABILITY.test(sla.availability) &&
        Number.parseFloat(sla.availability) > 0),
    'sla.availability',
    `\`${sla?.availability}\` is not an availability: write a percentage, for example 99.9%`,
  );
  for (const key of ['latency', 'rpo', 'rto'] as const) {
    const value = sla?.[key];
    expect(
      value === undefined || DURATION.test(value),
      `sla.${key}`,
      `\`${value}\` is not a duration: write a number with its unit, for example ${
        key === 'latency' ? '100ms' : '4h'
      }`,
    );
  }
}

function checkSloRules({ sla, sloRules }: NewService, expect: Expect) {
  expect(
    !sloRules || Boolean(sla?.availability ?? sla?.latency),
    'sloRules',
    'there is nothing to record without an availability or a latency: promise one, or leave the recording rules out',
  );
}

function isWebAddress(text: string): boolean {
  try {
    return ['https:', 'http:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
