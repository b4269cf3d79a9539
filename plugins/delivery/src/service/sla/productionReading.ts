import type {
  MeasuredSla,
  SlaReading,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * The reading that stands for a service: of the last environment of its path that counts as production, else of the last.
 *
 * @internal
 */
export function productionReading({
  environments,
  productionEnvironments,
}: MeasuredSla): SlaReading | undefined {
  return (
    environments.findLast(({ environment }) =>
      productionEnvironments.includes(environment),
    ) ?? environments.at(-1)
  );
}
