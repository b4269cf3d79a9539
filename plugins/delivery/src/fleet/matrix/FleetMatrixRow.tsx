import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { memo } from 'react';
import { environmentHref } from '../../shared/address/environmentHref';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { useCellText } from '../useCellText';
import { useWhyText } from '../useWhyText';
import { FleetCellLink } from './FleetCellLink';
import { FleetGapCell } from './FleetGapCell';
import styles from './FleetMatrix.module.css';
import {
  FleetRowFrame,
  rowSelection,
  type MatrixRowFacts,
  type MatrixRowPlace,
} from './FleetRowFrame';
import { FleetRowHead } from './FleetRowHead';

/** A line that only moves keeps them. */
const Cells = memo((props: MatrixRowFacts & { id: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const cellText = useCellText();
  const whyText = useWhyText(props.production);
  const { row, columns, id } = props;
  const service = row.title ?? row.name;
  const href = entityLink(row.entityRef);
  const tabIndexOf = (column: number) =>
    props.activeColumn === column ? 0 : -1;
  return (
    <>
      <FleetRowHead
        {...{ id, service, href }}
        selection={rowSelection(props)}
        tabIndex={tabIndexOf(0)}
      >
        <span className={styles.about}>
          {[props.nameOf(row.owner), row.category].filter(Boolean).join(' · ')}
        </span>
      </FleetRowHead>
      {columns.map((name, index) => {
        const column = index + 1;
        const cell = row.environments.find(one => one.name === name);
        return cell ? (
          <div key={name} role="gridcell" data-column={column}>
            <FleetCellLink
              cell={cell}
              text={cellText(cell, props.now)}
              of={t('fleet.cellOf', { service, environment: name })}
              href={environmentHref(href, name)}
              now={props.now}
              tabIndex={tabIndexOf(column)}
            />
          </div>
        ) : (
          <FleetGapCell
            key={name}
            service={service}
            environment={name}
            column={column}
            tabIndex={tabIndexOf(column)}
          />
        );
      })}
      <div
        role="gridcell"
        data-column={columns.length + 1}
        className={styles.why}
        tabIndex={tabIndexOf(columns.length + 1)}
      >
        <span className={styles.whyText}>{whyText(row)}</span>
      </div>
    </>
  );
});

/**
 * A service: what it is, its environments each in its column, and what is wrong.
 *
 * @internal
 */
export const FleetMatrixRow = (props: MatrixRowFacts & MatrixRowPlace) => {
  const { rowKey, top, number, ...facts } = props;
  return (
    <FleetRowFrame {...{ rowKey, top, number, facts }}>
      {id => <Cells {...facts} id={id} />}
    </FleetRowFrame>
  );
};
