import { RouterLink, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { memo } from 'react';
import { environmentHref } from '../../shared/address/environmentHref';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { cellLooks } from '../cellLooks';
import { cellState } from '../cellState';
import { useCellText } from '../useCellText';
import { worstCell } from '../worstCell';
import styles from './FleetMatrix.module.css';
import { FleetGapCell } from './FleetGapCell';
import {
  FleetRowFrame,
  rowSelection,
  type MatrixRowFacts,
  type MatrixRowPlace,
} from './FleetRowFrame';
import { FleetRowHead } from './FleetRowHead';
import { releaseSpans } from './releaseSpans';
import { useSpanStateText } from './useSpanStateText';
import versions from './FleetVersionsRow.module.css';

const Spans = memo((props: MatrixRowFacts & { id: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const cellText = useCellText();
  const spanStateText = useSpanStateText();
  const { row, columns, production, now, id } = props;
  const service = row.title ?? row.name;
  const href = entityLink(row.entityRef);
  const tabIndexOf = (from: number, to: number) => {
    const { activeColumn } = props;
    return activeColumn !== undefined &&
      activeColumn >= from &&
      activeColumn <= to
      ? 0
      : -1;
  };
  const spans = releaseSpans(row, columns);
  const lagging = row.environments.filter(({ lag }) => lag).at(-1);
  return (
    <>
      <FleetRowHead
        {...{ id, service, href }}
        selection={rowSelection(props)}
        tabIndex={tabIndexOf(0, 0)}
      />
      {columns.map((environment, index) => {
        const span = spans.find(({ from, to }) => from <= index && index <= to);
        if (!span) {
          return (
            <FleetGapCell
              key={environment}
              service={service}
              environment={environment}
              column={index + 1}
              tabIndex={tabIndexOf(index + 1, index + 1)}
            />
          );
        }
        const { from, to, cells, release, rank } = span;
        if (from !== index) return null;
        const worst = worstCell(cells, production) ?? cells[0];
        const state = cellState(worst);
        const { tone, Icon } = cellLooks[state];
        const said = cellText(worst, now);
        const text = release ?? said.release ?? said.state;
        return (
          <div
            key={environment}
            role="gridcell"
            aria-colindex={from + 2}
            aria-colspan={to - from + 1}
            data-column={from + 1}
            data-spans={to - from + 1}
            style={{ gridColumn: `${from + 2} / ${to + 3}` }}
          >
            <RouterLink
              className={versions.span}
              href={environmentHref(href, worst.name)}
              data-state={state}
              data-tone={tone}
              data-rank={release === undefined ? undefined : Math.min(rank, 3)}
              tabIndex={tabIndexOf(from + 1, to + 1)}
              aria-label={t('fleet.versionIn', {
                service,
                release: text,
                environments: cells.map(({ name }) => name).join(', '),
                state: spanStateText(cells, worst, now),
              })}
            >
              {state !== 'healthy' && <Icon size={16} aria-hidden />}
              <span className={versions.release} title={text}>
                {text}
              </span>
            </RouterLink>
          </div>
        );
      })}
      <div
        role="gridcell"
        aria-colindex={columns.length + 2}
        data-column={columns.length + 1}
        className={styles.why}
        style={{ gridColumn: columns.length + 2 }}
        tabIndex={tabIndexOf(columns.length + 1, columns.length + 1)}
      >
        <span className={styles.whyText}>
          {lagging &&
            t('fleet.whyIn', {
              environment: lagging.name,
              reason: cellText(lagging, now).lag ?? '',
            })}
        </span>
      </div>
    </>
  );
});

/**
 * Which Releases of a service run where: a bar for each, as far as it reaches.
 *
 * @internal
 */
export const FleetVersionsRow = (props: MatrixRowFacts & MatrixRowPlace) => {
  const { rowKey, top, number, ...facts } = props;
  return (
    <FleetRowFrame {...{ rowKey, top, number, facts }} className={versions.row}>
      {id => <Spans {...facts} id={id} />}
    </FleetRowFrame>
  );
};
