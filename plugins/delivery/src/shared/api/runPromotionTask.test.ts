import type { LogEvent } from '@backstage/plugin-scaffolder-common';
import { runPromotionTask, type PromotionTaskRunner } from './runPromotionTask';

const options = {
  template: 'template:default/promote-environment',
  timeoutMs: 5_000,
  entityRef: 'component:default/shop',
  from: 'dev',
  to: 'prod',
  pollMs: 1,
};

function event(type: LogEvent['type'], body: object): LogEvent {
  return {
    id: 1,
    taskId: 't-1',
    createdAt: '2026-01-01T00:00:00Z',
    type,
    body: { message: '', ...body },
  };
}

function scaffolder(events: LogEvent[] | Error, statuses: string[] = []) {
  return {
    scaffold: jest.fn(async () => ({ taskId: 't-1' })),
    getTask: jest.fn(async () => ({
      status: statuses.shift() ?? 'processing',
    })),
    streamLogs: jest.fn<
      ReturnType<PromotionTaskRunner['streamLogs']>,
      Parameters<PromotionTaskRunner['streamLogs']>
    >(() => ({
      subscribe: observer => {
        queueMicrotask(() => {
          if (events instanceof Error) observer.error(events);
          else events.forEach(e => observer.next(e));
        });
        return { unsubscribe: jest.fn() };
      },
    })),
  };
}

describe('runPromotionTask', () => {
  it('runs the template and answers with the promotion', async () => {
    const api = scaffolder([
      event('log', { message: 'working' }),
      event('completion', { output: { promotionId: 'p-1' } }),
    ]);
    await expect(runPromotionTask(api, options)).resolves.toEqual({
      promotionId: 'p-1',
    });
    expect(api.scaffold).toHaveBeenCalledWith({
      templateRef: 'template:default/promote-environment',
      values: { entityRef: 'component:default/shop', from: 'dev', to: 'prod' },
    });
    expect(api.getTask).not.toHaveBeenCalled();
  });

  it('gives the template the reason that a person gave', async () => {
    const api = scaffolder([
      event('completion', { output: { promotionId: 'p-1' } }),
    ]);
    await runPromotionTask(api, { ...options, reason: 'It is fixed.' });
    expect(api.scaffold).toHaveBeenCalledWith(
      expect.objectContaining({
        values: expect.objectContaining({ reason: 'It is fixed.' }),
      }),
    );
  });

  it('says why a step failed, in the step’s own words', async () => {
    const api = scaffolder([
      event('completion', {
        error: { name: 'ConflictError', message: 'staging is Degraded.' },
      }),
    ]);
    await expect(runPromotionTask(api, options)).rejects.toMatchObject({
      kind: 'refused',
      nothingChanged: true,
      message: 'staging is Degraded.',
      requestId: 't-1',
    });
  });

  it('asks for the status when the stream breaks', async () => {
    const api = scaffolder(new Error('gone'), ['processing', 'completed']);
    await expect(runPromotionTask(api, options)).resolves.toEqual({});
    expect(api.getTask).toHaveBeenCalledTimes(2);
  });

  it('fails when the task is cancelled', async () => {
    const api = scaffolder(new Error('gone'), ['cancelled']);
    await expect(runPromotionTask(api, options)).rejects.toMatchObject({
      kind: 'failed',
      nothingChanged: false,
    });
  });

  it('does not wait forever', async () => {
    const api = scaffolder([]);
    await expect(
      runPromotionTask(api, { ...options, timeoutMs: 20 }),
    ).rejects.toMatchObject({ kind: 'timeout', requestId: 't-1' });
  });

  it('does not wait for a task that is not taken', async () => {
    const api = scaffolder([]);
    api.scaffold.mockReturnValue(new Promise(() => {}));
    await expect(
      runPromotionTask(api, { ...options, timeoutMs: 20 }),
    ).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('stops waiting when the caller does', async () => {
    const api = scaffolder([]);
    const controller = new AbortController();
    const waiting = runPromotionTask(api, {
      ...options,
      signal: controller.signal,
    });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('answers nothing where the template is not known', async () => {
    const api = scaffolder([]);
    api.scaffold.mockRejectedValue(
      new Error('Backend request failed, 404 Not Found '),
    );
    await expect(runPromotionTask(api, options)).resolves.toBeUndefined();
    expect(api.streamLogs).not.toHaveBeenCalled();
  });

  it('passes on what the scaffolder refuses', async () => {
    const api = scaffolder([]);
    api.scaffold.mockRejectedValue(
      new Error(
        'Backend request failed, 403 Forbidden {"error":{"name":"NotAllowedError","message":"No tasks for guests."}}',
      ),
    );
    await expect(runPromotionTask(api, options)).rejects.toMatchObject({
      kind: 'forbidden',
      nothingChanged: true,
      message: 'No tasks for guests.',
      status: 403,
      permission: 'scaffolder.task.create',
    });
  });

  it('says that there was no answer', async () => {
    const api = scaffolder([]);
    api.scaffold.mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(runPromotionTask(api, options)).rejects.toMatchObject({
      kind: 'network',
      nothingChanged: false,
    });
  });

  it('says what else went wrong in its own words', async () => {
    const api = scaffolder([]);
    api.scaffold.mockRejectedValue(new Error('No base URL for scaffolder.'));
    await expect(runPromotionTask(api, options)).rejects.toMatchObject({
      kind: 'failed',
      message: 'No base URL for scaffolder.',
    });
  });
});
