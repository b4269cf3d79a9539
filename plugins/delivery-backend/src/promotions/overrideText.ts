import {
  formatGateTitle,
  type GateResult,
  isBuiltInGateId,
  type PromotionOverride,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeBlock,
  codeSpan,
} from '@stonegarden/backstage-plugin-delivery-node';

/** A gate's title, or its id where the gate is another package's. */
function titleOf(id: string, from: string): string {
  return isBuiltInGateId(id) ? formatGateTitle(id, { from }) : id;
}

/** Who overrides which gates, until when and why, as lines of Markdown and an empty one. */
export function overrideText(
  { by, gates, reason, until }: PromotionOverride,
  from: string,
): string[] {
  return [
    `**Gates overridden.** ${codeSpan(by)} lets it pass until ${codeSpan(
      until,
    )} whatever these gates say, because:`,
    '',
    codeBlock(reason),
    '',
    ...gates.map(id => `- ${titleOf(id, from)} (${codeSpan(id)})`),
    '',
    'Afterwards the gates hold it back again.',
    '',
  ];
}

/** One line for a commit status: how many gates are overridden, by whom and until when; undefined where none is. */
export function overriddenLine(
  held: readonly GateResult[] | undefined,
): string | undefined {
  const overridden = (held ?? []).filter(
    ({ status }) => status === 'overridden',
  );
  const [first] = overridden
    .flatMap(({ reason }) => (reason.code === 'Overridden' ? [reason] : []))
    .sort(
      (one, other) =>
        Date.parse(one.params.until) - Date.parse(other.params.until),
    );
  if (!first) {
    return undefined;
  }
  const { by, until } = first.params;
  const titles = overridden.map(({ title }) => title).join(', ');
  const what =
    overridden.length === 1 ? '1 gate' : `${overridden.length} gates`;
  return `${what} overridden by ${by} until ${until}: ${titles}`;
}
