import { screen } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity } from '../../__testUtils__/delivery';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { AboutCard } from './AboutCard';

describe('AboutCard', () => {
  it('says what the service is and links layer, category and manifest', async () => {
    const entity = serviceEntity({
      layer: 'services',
      category: 'media',
      system: 'media',
    });
    entity.metadata.description = 'Plays books aloud';
    renderDelivery(<AboutCard />, { entity });

    expect(await screen.findByText('Plays books aloud')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Services' })).toHaveAttribute(
      'href',
      '/catalog/default/domain/services',
    );
    expect(screen.getByRole('link', { name: 'media' })).toHaveAttribute(
      'href',
      '/catalog/default/system/media',
    );
    expect(
      screen.getByRole('link', { name: /service\.yaml/ }),
    ).toBeInTheDocument();
    expect(await axe(screen.getByRole('region', { name: 'About' }))).toEqual(
      [],
    );
  });

  it('says so when a service lies in no layer', async () => {
    const entity = serviceEntity({
      layer: undefined,
      category: undefined,
      system: undefined,
    });
    renderDelivery(<AboutCard />, { entity });

    expect(await screen.findByText('No layer')).toBeInTheDocument();
    expect(screen.queryByText('Category')).toBeNull();
  });
});
