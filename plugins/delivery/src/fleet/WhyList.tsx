import type {
  Reason,
  ServiceDeliverySummary,
} from '@stonegarden/backstage-plugin-delivery-common';
import { reasonsOf } from '../environment/reasonsOf';
import { useReasonText } from '../shared/reasons/useReasonText';
import { FoldedText } from '../shared/states/FoldedText';
import styles from './EnvironmentList.module.css';

/** What the page says once for all services, at its top. */
const OF_INSTANCE: Array<Reason['code']> = [
  'ArgocdNotContacted',
  'ArgocdUnreachable',
];

/**
 * Why environments are as they are, where a word is not enough.
 *
 * @internal
 */
export const WhyList = (props: {
  environments: ServiceDeliverySummary['environments'];
}) => {
  const reasonText = useReasonText();
  const lines = props.environments
    .filter(
      ({ forbidden, health, stale, presence }) =>
        // What is on its way needs nobody, and what is old says so.
        !forbidden &&
        health !== 'Progressing' &&
        (!stale || presence === 'unlisted'),
    )
    .flatMap(environment =>
      reasonsOf(environment)
        .filter(({ code }) => !OF_INSTANCE.includes(code))
        .map(reason => ({ name: environment.name, reason })),
    );
  if (!lines.length) return null;
  return (
    <ul className={styles.why}>
      {lines.map(({ name, reason }) => (
        <li key={`${name} ${reason.message}`}>
          <FoldedText text={`${name}: ${reasonText(reason)}`} />
        </li>
      ))}
    </ul>
  );
};
