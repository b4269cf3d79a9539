import {
  codeBlock,
  codeSpan,
  plainLine,
} from '@stonegarden/backstage-plugin-delivery-node';
import type {
  ManifestEnvironment,
  ServiceManifest,
} from '@stonegarden/service-manifest';

/**
 * What a person needs to know before merging a new service.
 *
 * @internal
 */
export interface Proposal {
  /** As it will be read from the rendered `service.yaml`. */
  manifest: ServiceManifest;
  image: string;
  /** Paths from the repository's root. */
  added: string[];
  /** Paths of files that are there already. */
  changed: string[];
  /** Who may do what where by this change, a Markdown sentence each, without a full stop. */
  rights: string[];
  /** Sentences about what somebody still has to do by hand. */
  remarks: string[];
  /** Entity ref of the user who asked. */
  requestedBy?: string;
}

/**
 * Title and Markdown body of the pull request.
 *
 * @internal
 */
export function describeProposal(proposal: Proposal): {
  title: string;
  body: string;
} {
  const { manifest } = proposal;
  const { environments } = manifest;
  const sections = [
    manifest.description ? codeBlock(manifest.description) : '',
    facts(proposal),
    `### Environments\n\n${environments.map(environmentLine).join('\n')}`,
    `### Rights\n\n${rights(proposal)}`,
    `### Files\n\n${files(proposal)}`,
    ...(proposal.remarks.length > 0
      ? [
          `### Still to do by hand\n\n${proposal.remarks
            .map(remark => `- ${remark}`)
            .join('\n')}`,
        ]
      : []),
    `### After the merge\n\n${afterMerge(manifest)}`,
    ...(proposal.requestedBy
      ? [`Requested by ${codeSpan(proposal.requestedBy)}.`]
      : []),
  ];
  return {
    title: plainLine(`Add service ${manifest.name}`),
    body: `${sections.filter(Boolean).join('\n\n')}\n`,
  };
}

/**
 * What happens after the merge, as a numbered Markdown list: also shown to the user at the end of the form.
 *
 * @internal
 */
export function afterMerge({ name, environments }: ServiceManifest): string {
  const byItself = environments.filter(({ autoSync }) => autoSync);
  const byHand = environments.filter(({ autoSync }) => !autoSync);
  const steps = [
    `${codeSpan(name)} appears in the catalog.`,
    `Argo CD makes one application for each environment: ${list(
      environments.map(environment => codeSpan(`${name}-${environment.name}`)),
    )}.`,
    ...(byItself.length > 0
      ? [
          `${list(byItself.map(bold))} ${
            byItself.length === 1 ? 'is' : 'are'
          } synced by Argo CD without a click, and ${
            byItself.length === 1 ? 'becomes' : 'become'
          } Healthy.`,
        ]
      : []),
    ...(byHand.length > 0
      ? [
          `${list(byHand.map(bold))} ${
            byHand.length === 1 ? 'waits' : 'wait'
          } for somebody to press Sync on the service's page.`,
        ]
      : []),
  ];
  return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

function facts({ manifest, image }: Proposal): string {
  const { owner, environments, dependencies, sla } = manifest;
  const contact = [owner.slack, owner.email].flatMap(one => one ?? []);
  const objectives = [
    sla?.availability && `${codeSpan(sla.availability.text)} available`,
    sla?.latency && `answers within ${codeSpan(sla.latency.text)}`,
    sla?.rpo && `loses at most ${codeSpan(sla.rpo.text)} of data`,
    sla?.rto && `is back within ${codeSpan(sla.rto.text)}`,
  ].filter(Boolean);
  const team = codeSpan(owner.team);
  const codes = (texts: string[]) => texts.map(codeSpan).join(', ');
  const lines = [
    ['Owner', contact.length > 0 ? `${team} (${codes(contact)})` : team],
    ['Image', codeSpan(image)],
    ['Environments', environments.map(bold).join(' → ')],
    ['Depends on', codes(dependencies.map(({ ref }) => ref)) || 'nothing'],
    ['SLA', objectives.join(', ') || 'nothing yet'],
  ];
  return lines.map(([key, value]) => `- **${key}:** ${value}`).join('\n');
}

function environmentLine(
  environment: ManifestEnvironment,
  index: number,
): string {
  const { cluster, namespace, autoSync, rollout } = environment;
  const how = [
    `namespace ${codeSpan(namespace)}`,
    ...(cluster === 'in-cluster' ? [] : [`cluster ${codeSpan(cluster)}`]),
    ...(rollout?.strategy === 'canary' ? ['canary'] : []),
    autoSync ? 'synced without a click' : 'synced by hand',
  ];
  return `${index + 1}. ${bold(environment)}: ${how.join(', ')}`;
}

/** Read from the files of the pull request, so that it says what they do. */
function rights({ rights: sentences }: Proposal): string {
  return sentences.length > 0
    ? `With its files as they are, this pull request means:\n\n${sentences
        .map(sentence => `- ${sentence}`)
        .join('\n')}`
    : 'Its files give nobody a right that was not there before.';
}

function files({ added, changed }: Proposal): string {
  return [
    ...added.map(path => `- ${codeSpan(path)}`),
    ...changed.map(path => `- ${codeSpan(path)} (changed)`),
  ].join('\n');
}

function bold({ name }: { name: string }): string {
  return `**${codeSpan(name)}**`;
}

function list(items: string[]): string {
  return items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
