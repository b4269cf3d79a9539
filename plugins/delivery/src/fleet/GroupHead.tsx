import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { Fragment, useMemo } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { cellLooks } from './cellLooks';
import { countStates } from './cellState';
import styles from './GroupHead.module.css';
import type { MatrixItem } from './matrix/matrixItems';
import { useCellStateText } from './useCellText';

/**
 * What a group of services is, and how their environments are: a button that shows and hides them.
 *
 * @internal
 */
export const GroupHead = (props: {
  item: Extract<MatrixItem, { kind: 'group' }>;
  /** How people call the entity of a ref. */
  nameOf: (entityRef: string) => string;
  onToggle: (key: string) => void;
  tabIndex?: 0 | -1;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const stateText = useCellStateText();
  const { item, nameOf } = props;
  const { states, behind } = useMemo(
    () => countStates(item.cells),
    [item.cells],
  );
  const Arrow = item.isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  const name = () => {
    if (item.by === 'cluster') return item.group || t('fleet.noCluster');
    return item.group ? nameOf(item.group) : t('fleet.noSystem');
  };
  const title = name();
  const services = t('fleet.groupCount', { count: item.services });
  const parts = [
    ...states.map(({ state, count }) => ({
      ...cellLooks[state],
      text: t('fleet.groupState', {
        number: String(count),
        state: stateText(state),
      }),
    })),
    ...(behind > 0
      ? [
          {
            tone: undefined,
            Icon: undefined,
            text: t('fleet.groupBehind', { count: behind }),
          },
        ]
      : []),
  ];
  return (
    <button
      type="button"
      className={styles.head}
      aria-label={[title, services, ...parts.map(({ text }) => text)].join(
        ', ',
      )}
      aria-expanded={item.isOpen}
      tabIndex={props.tabIndex}
      onClick={() => props.onToggle(item.key)}
    >
      <Arrow size={20} aria-hidden className={styles.arrow} />
      <span className={styles.name}>{title}</span>{' '}
      <span className={styles.count}>{services}</span>{' '}
      <span className={styles.states}>
        {parts.map(({ tone, Icon, text }) => (
          <Fragment key={text}>
            <span className={styles.state} data-tone={tone}>
              {Icon && <Icon size={16} aria-hidden />}
              {text}
            </span>{' '}
          </Fragment>
        ))}
      </span>
    </button>
  );
};
