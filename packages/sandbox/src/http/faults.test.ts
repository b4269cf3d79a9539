import express from 'express';
import request from 'supertest';
import { Faults } from './faults';

describe('Faults', () => {
  let faults: Faults;
  let app: express.Express;

  beforeEach(() => {
    faults = new Faults();
    app = express();
    app.use(faults.routes('token'));
    app.use('/api', faults.middleware, (_request, response) => {
      response.send('fine');
    });
  });

  const set = (body: object) =>
    request(app)
      .post('/_sandbox/faults')
      .set('Authorization', 'Bearer token')
      .send(body);

  it('answers a status, breaks the connection, and heals', async () => {
    await set({ status: 503 }).expect(200);
    await request(app).get('/api').expect(503);
    await set({ refuse: true }).expect(200);
    await expect(request(app).get('/api')).rejects.toThrow(/hang up|reset/);
    await set({}).expect(200);
    await request(app).get('/api').expect(200, 'fine');
  });

  it('makes answers slow', async () => {
    await set({ latencyMs: 80 }).expect(200);
    const start = Date.now();
    await request(app).get('/api').expect(200);
    expect(Date.now() - start).toBeGreaterThanOrEqual(75);
  });

  it('tells streams to break', async () => {
    const broken = jest.fn();
    const stop = faults.onBreak(broken);
    await set({ latencyMs: 1 });
    expect(broken).not.toHaveBeenCalled();
    await set({ status: 500 });
    expect(broken).toHaveBeenCalledTimes(1);
    stop();
    await set({ refuse: true });
    expect(broken).toHaveBeenCalledTimes(1);
  });

  it('wants the token and proper values', async () => {
    const without = await request(app).post('/_sandbox/faults').send({});
    expect(without.status).toBe(401);
    expect((await set({ status: 200 })).status).toBe(400);
    expect((await set({ unknown: 1 })).status).toBe(400);
  });
});
