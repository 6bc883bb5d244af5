import { describe, expect, it, vi } from 'vitest';
import type { WorkerHandle } from '../src/engine/bridge';
import { RaceMemory } from '../src/engine/choose';
import { Engines, type EngineNote, type PictureSource } from '../src/engine/engines';
import type { Classified, EngineApi, EngineKind, Outcome, Verdict } from '../src/engine/protocol';
import { Failure, type FailureCode } from '../src/failure';

const done = <T>(value: T): Promise<Outcome<T>> => Promise.resolve({ ok: true, value });
const fails = (code: FailureCode, fatal = true): Promise<Outcome<never>> =>
  Promise.resolve({ ok: false, code, message: 'as the test wants it', fatal });

const model = { id: 'skin28', version: '1.0.0', cardJson: '{}', weights: new Uint8Array(4) };
const picture: PictureSource = () =>
  Promise.resolve({ form: 'rgba', rgba: new Uint8Array(4), width: 1, height: 1, crop: { x: 0, y: 0, side: 1 } });

function answerOf(kind: EngineKind): Classified {
  return { verdict: { engine: kind === 'cpu' ? 'flex' : 'webgpu' } as Verdict, readMs: 0 };
}

interface Wish {
  adapter?: string | undefined;
  forced?: EngineKind;
  gpuMs?: number;
  /** Replaces single calls of one engine. */
  cpu?: Partial<EngineApi>;
  gpu?: Partial<EngineApi>;
}

function setUp(wish: Wish = {}) {
  const spawned: EngineKind[] = [];
  const ended: EngineKind[] = [];
  const notes: EngineNote[] = [];
  const kept = new Map<string, string>();
  const crashes = new Map<EngineKind, (failure: Failure) => void>();
  const references: (Float32Array | undefined)[] = [];
  const compiled: string[] = [];
  const spawn = (kind: EngineKind): WorkerHandle<EngineApi> => {
    spawned.push(kind);
    return {
      api: {
        compile: (_, url) => {
          compiled.push(url);
          return done({} as WebAssembly.Module);
        },
        load: ({ reference }) => {
          if (kind === 'gpu') references.push(reference);
          return done(Float32Array.of(1, 2, 3));
        },
        classify: () => done(answerOf(kind)),
        logits: () => done(Float32Array.of(1, 2, 3)),
        preprocess: () => done(new Uint8Array(3)),
        trace: () => done(`by the ${kind}`),
        timeAnswer: () => done(kind === 'cpu' ? 3 : (wish.gpuMs ?? 1)),
        ...wish[kind],
      },
      onCrash: (report) => crashes.set(kind, report),
      terminate: () => ended.push(kind),
    };
  };
  const engines = new Engines({
    spawn,
    wasmUrls: { cpu: 'cpu.wasm', gpu: 'gpu.wasm' },
    findAdapter: () => Promise.resolve('adapter' in wish ? wish.adapter : 'a gpu'),
    saveData: false,
    forced: wish.forced,
    memory: new RaceMemory(
      () =>
        ({
          getItem: (key: string) => kept.get(key) ?? null,
          setItem: (key: string, value: string) => kept.set(key, value),
        }) as unknown as Storage,
    ),
    onChange: () => undefined,
    onNote: (note) => notes.push(note),
    onBytes: () => undefined,
  });
  const start = async (): Promise<void> => {
    await engines.startCpu(Promise.resolve(model));
    await engines.settle();
  };
  const who = async (): Promise<string> => (await engines.classify(picture)).verdict.engine;
  return { engines, start, who, spawned, ended, notes, kept, references, compiled, crashes };
}

describe('settling', () => {
  it('lets the CPU answer before the GPU is even looked for', async () => {
    const { engines, who, spawned } = setUp();
    await engines.startCpu(Promise.resolve(model));
    expect(await who()).toBe('flex');
    expect(spawned).toEqual(['cpu']);
  });

  it('takes the GPU when it wins, and holds it to the logits of the CPU', async () => {
    const { start, who, references, kept } = setUp();
    await start();
    expect(await who()).toBe('webgpu');
    expect(references).toEqual([Float32Array.of(1, 2, 3)]);
    expect([...kept.values()].join()).toContain('"winner":"gpu"');
  });

  it('stops the GPU when it loses, and does not fetch it again', async () => {
    const { engines, start, who, ended, spawned, compiled } = setUp({ gpuMs: 300 });
    await start();
    expect(await who()).toBe('flex');
    expect(ended).toEqual(['gpu']);
    await engines.settle();
    expect(spawned).toEqual(['cpu', 'gpu']);
    expect(compiled).toEqual(['cpu.wasm', 'gpu.wasm']);
  });

  it('needs no GPU', async () => {
    const { start, who, spawned, notes } = setUp({ adapter: undefined });
    await start();
    expect(await who()).toBe('flex');
    expect(spawned).toEqual(['cpu']);
    expect(notes).toEqual([]);
  });

  it('goes on with the CPU when the GPU fails its check, remembers that, and says nothing', async () => {
    const { start, who, notes, kept } = setUp({ gpu: { load: () => fails('gpu-wrong') } });
    await start();
    expect(await who()).toBe('flex');
    expect(notes).toEqual([]);
    expect([...kept.values()].join()).toContain('"winner":"cpu"');
  });

  it('is quiet once it has answered what it was asked', async () => {
    let answer = (): void => undefined;
    const classify = vi.fn(
      () => new Promise<Outcome<Classified>>((resolve) => (answer = () => resolve({ ok: true, value: answerOf('cpu') }))),
    );
    const { engines, start } = setUp({ forced: 'cpu', cpu: { classify } });
    await start();
    const order: string[] = [];
    const answered = engines.classify(picture).then(() => order.push('answered'));
    const quiet = engines.quiet().then(() => order.push('quiet'));
    await vi.waitFor(() => expect(classify).toHaveBeenCalled());
    answer();
    await Promise.all([answered, quiet]);
    expect(order).toEqual(['answered', 'quiet']);
  });

  it('does not hold a broken connection against the GPU', async () => {
    const { start, kept } = setUp({ gpu: { compile: () => fails('engine-download') } });
    await start();
    expect(kept.size).toBe(0);
  });
});

describe('a forced engine', () => {
  it('is the GPU even when it is slower', async () => {
    const { start, who, kept } = setUp({ forced: 'gpu', gpuMs: 300 });
    await start();
    expect(await who()).toBe('webgpu');
    expect(kept.size).toBe(0);
  });

  it('says so when there is none, or when it fails', async () => {
    const absent = setUp({ forced: 'gpu', adapter: undefined });
    await absent.start();
    expect(absent.notes).toEqual(['gpu-absent']);
    const refused = setUp({ forced: 'gpu', gpu: { load: () => fails('known-answer') } });
    await refused.start();
    expect(refused.notes).toEqual(['gpu-refused']);
    expect(await refused.who()).toBe('flex');
  });

  it('is the CPU, and then the GPU is not touched', async () => {
    const { start, spawned } = setUp({ forced: 'cpu' });
    await start();
    expect(spawned).toEqual(['cpu']);
  });
});

describe('a GPU that fails at an answer', () => {
  it.each(['gpu-lost', 'gpu-wrong', 'engine-trap', 'known-answer'] as const)('(%s) is replaced by the CPU', async (code) => {
    const { start, who, notes, ended, spawned } = setUp({ gpu: { classify: () => fails(code) } });
    await start();
    expect(await who()).toBe('flex');
    expect(notes).toEqual(['gpu-replaced']);
    expect(ended).toContain('gpu');
    expect(await who()).toBe('flex');
    expect(spawned).toEqual(['cpu', 'gpu']);
  });

  it('is replaced at once when it crashes between answers', async () => {
    const { start, who, notes, engines, crashes, spawned } = setUp();
    await start();
    crashes.get('gpu')?.(new Failure('engine-trap'));
    expect(engines.active).toBe('cpu');
    expect(notes).toEqual(['gpu-replaced']);
    expect(await who()).toBe('flex');
    expect(spawned).toEqual(['cpu', 'gpu']);
  });

  it('is not blamed for a picture that cannot be', async () => {
    const { start, who, notes } = setUp({ gpu: { classify: () => fails('crop', false) } });
    await start();
    await expect(who()).rejects.toMatchObject({ code: 'crop' });
    expect(notes).toEqual([]);
  });

  it('is not stepped in for when it was asked for by name', async () => {
    const { engines, start } = setUp({ gpu: { classify: () => fails('gpu-lost') } });
    await start();
    await expect(engines.classify(picture, { engine: 'gpu' })).rejects.toMatchObject({ code: 'gpu-lost' });
  });
});

describe('an outline', () => {
  const network = { cardJson: '{"id":"outline"}', weights: new Uint8Array(2) };

  it('is traced by the engine that answers, with its own network', async () => {
    const trace = vi.fn<EngineApi['trace']>(() => done('{}'));
    const { engines, start } = setUp({ gpu: { trace } });
    await start();
    expect(await engines.trace(picture, network)).toBe('{}');
    expect(trace.mock.calls[0]?.[1]).toEqual(network);
  });

  it.each(['gpu-lost', 'gpu-wrong', 'known-answer', 'inference'] as const)('(%s) that the GPU fails at is traced by the CPU', async (code) => {
    const { engines, start, who, notes } = setUp({ gpu: { trace: () => fails(code) } });
    await start();
    expect(await engines.trace(picture, network)).toBe('by the cpu');
    expect(notes).toEqual(['gpu-replaced']);
    expect(await who()).toBe('flex');
  });

  it.each(['card-version', 'weights-hash', 'crop'] as const)('(%s) with files that are at fault leaves the engine as it is', async (code) => {
    const { engines, start, who, notes, ended, spawned } = setUp({ gpu: { trace: () => fails(code, false) } });
    await start();
    await expect(engines.trace(picture, network)).rejects.toMatchObject({ code });
    expect(notes).toEqual([]);
    expect(await who()).toBe('webgpu');
    expect([spawned, ended]).toEqual([['cpu', 'gpu'], []]);
  });

  it('may take as long as a load, and no longer', async () => {
    vi.useFakeTimers();
    try {
      const { engines } = setUp({ cpu: { trace: () => new Promise(() => undefined) } });
      await engines.startCpu(Promise.resolve(model));
      const waiting = expect(engines.trace(picture, network)).rejects.toMatchObject({ code: 'engine-timeout', facts: { seconds: 60 } });
      // It is tried once more, in a fresh worker.
      await vi.advanceTimersByTimeAsync(121_000);
      await waiting;
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a CPU that fails', () => {
  it('gets one more try in a fresh worker, with a fresh picture', async () => {
    const classify = vi.fn<EngineApi['classify']>().mockImplementationOnce(() => fails('engine-trap'));
    classify.mockImplementation(() => done(answerOf('cpu')));
    const { engines, spawned, compiled } = setUp({ cpu: { classify } });
    await engines.startCpu(Promise.resolve(model));
    const source = vi.fn(picture);
    expect((await engines.classify(source)).verdict.engine).toBe('flex');
    expect(source).toHaveBeenCalledTimes(2);
    expect(spawned).toEqual(['cpu', 'cpu']);
    // The compiled engine is kept: a restart fetches nothing.
    expect(compiled).toEqual(['cpu.wasm']);
  });

  it('is then reported', async () => {
    const { engines } = setUp({ cpu: { classify: () => fails('engine-trap') } });
    await engines.startCpu(Promise.resolve(model));
    await expect(engines.classify(picture)).rejects.toMatchObject({ code: 'engine-trap' });
  });

  it('is asked for by name while the GPU is active', async () => {
    const { engines, start } = setUp();
    await start();
    expect((await engines.classify(picture, { engine: 'cpu' })).verdict.engine).toBe('flex');
  });
});

describe('another model', () => {
  const other = { ...model, id: 'mine', cardJson: '{"id":"mine"}' };
  /** A CPU engine that notes what it is given, and refuses the other model if it shall. */
  const loading = (refuse: boolean) => {
    const loaded: string[] = [];
    const load: EngineApi['load'] = ({ cardJson }) => {
      loaded.push(cardJson);
      return refuse && cardJson === other.cardJson ? fails('weights-network') : done(Float32Array.of(1, 2, 3));
    };
    return { loaded, load };
  };

  it('comes into a fresh worker, and the GPU waits until it is told', async () => {
    const { loaded, load } = loading(false);
    const { engines, start, who, spawned, ended, compiled } = setUp({ cpu: { load } });
    await start();
    expect(engines.active).toBe('gpu');
    await engines.replace(other);
    expect(engines.active).toBe('cpu');
    expect(await who()).toBe('flex');
    expect(loaded).toEqual([model.cardJson, other.cardJson]);
    expect(spawned).toEqual(['cpu', 'gpu', 'cpu']);
    expect(ended).toEqual(['cpu', 'gpu']);
    expect(compiled).toEqual(['cpu.wasm', 'gpu.wasm']);
  });

  it('leaves the one before in use when the engine refuses it', async () => {
    const { loaded, load } = loading(true);
    const { engines, start, who } = setUp({ cpu: { load }, adapter: undefined });
    await start();
    await expect(engines.replace(other)).rejects.toMatchObject({ code: 'weights-network' });
    expect(loaded).toEqual([model.cardJson, other.cardJson, model.cardJson]);
    expect(engines.active).toBe('cpu');
    expect(await who()).toBe('flex');
  });

  it('comes in though the one before never did', async () => {
    const { loaded, load } = loading(false);
    const { engines, who } = setUp({ cpu: { load } });
    const gone = Promise.reject<typeof model>(new Failure('model-offline'));
    await expect(engines.startCpu(gone)).rejects.toMatchObject({ code: 'model-offline' });
    await engines.replace(other);
    expect(await who()).toBe('flex');
    // And the one before is really loaded when it comes after all.
    await engines.startCpu(Promise.resolve(model));
    expect(loaded).toEqual([other.cardJson, model.cardJson]);
  });

  it.each(['cpu', 'gpu'] as const)('never answers a question that the one before was asked (%s)', async (kind) => {
    const classify = vi.fn<EngineApi['classify']>(() => new Promise(() => undefined));
    const { engines, start, notes } = setUp({ [kind]: { classify }, adapter: kind === 'gpu' ? 'a gpu' : undefined });
    await start();
    const asked = engines.classify(picture);
    await vi.waitFor(() => expect(classify).toHaveBeenCalled());
    const refused = expect(asked).rejects.toMatchObject({ code: 'model-switched' });
    await engines.replace(other);
    await refused;
    expect(classify).toHaveBeenCalledTimes(1);
    expect(notes).toEqual([]);
  });

  it('ends the race that the one before was in, and nothing is held against the GPU', async () => {
    const timeAnswer = vi.fn<EngineApi['timeAnswer']>(() => new Promise(() => undefined));
    const { engines, kept } = setUp({ gpu: { timeAnswer } });
    await engines.startCpu(Promise.resolve(model));
    const settling = engines.settle();
    await vi.waitFor(() => expect(timeAnswer).toHaveBeenCalled());
    await engines.replace(other);
    await settling;
    expect(kept.size).toBe(0);
    expect(engines.active).toBe('cpu');
  });
});
