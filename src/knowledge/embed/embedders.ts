import { CasebookError } from '../../domain/index.ts';
import type { Config, EmbedderName } from '../../platform/config/index.ts';
import type { Embedder } from './embedder.ts';
import { miniLmEmbedder } from './minilm/minilm.ts';
import { azureOpenAiModel } from './remote/azure-openai.ts';
import type { RemoteModel } from './remote/model.ts';
import { ollamaModel } from './remote/ollama.ts';
import { openAiModel } from './remote/openai.ts';
import { openAiCompatibleModel } from './remote/openai-compatible.ts';
import { type RemoteOptions, remoteEmbedder } from './remote/remote-embedder.ts';
import { partsOfId, type RemoteSettings } from './remote/settings.ts';
import { adaptedModelFile } from './static/adapted.ts';
import { loadStaticEmbedder } from './static/load.ts';

/** The embedder that the settings choose, and others that they still tell how to reach. */
export interface Embedders {
  readonly chosen: Embedder;
  /**
   * The embedder of this id; null where it cannot be had. Nothing is sent to a service that the settings do not choose, and
   * nothing to any where they choose a model on this machine: whoever turned from one wants nothing to go there any more.
   */
  find(id: string): Promise<Embedder | null>;
  close(): Promise<void>;
}

export type EmbedderSettings = RemoteSettings &
  Pick<Config, 'CASEBOOK_EMBEDDER' | 'CASEBOOK_EMBEDDING_CONCURRENCY' | 'HF_ENDPOINT'>;

export interface EmbeddersOptions {
  readonly settings: EmbedderSettings;
  /** Holds the models that run on this machine and do not come with Casebook. */
  readonly modelsFolder: string;
  /** Holds the models that this installation made of its own tickets. */
  readonly adaptedFolder: string;
  /** Called with how many texts of a call were too long for the model, and lost their end. */
  readonly onCut: (texts: number) => void;
  readonly wait?: RemoteOptions['wait'];
  readonly now?: RemoteOptions['now'];
}

type RemoteName = Exclude<EmbedderName, 'static' | 'minilm'>;

const remoteModels: Readonly<Record<RemoteName, (settings: RemoteSettings) => RemoteModel>> = {
  openai: openAiModel,
  'azure-openai': azureOpenAiModel,
  'openai-compatible': openAiCompatibleModel,
  ollama: ollamaModel,
};

/**
 * @throws CasebookError `embedder-not-configured`, `embedder-not-installed`, `model-unreadable`: what is chosen cannot
 * work like this. Nothing has been sent yet.
 */
export function openEmbedders({
  settings,
  modelsFolder,
  adaptedFolder,
  onCut,
  wait,
  now,
}: EmbeddersOptions): Embedders {
  const opened: Embedder[] = [];
  const keep = (embedder: Embedder) => {
    opened.push(embedder);
    return embedder;
  };
  const remote = (model: RemoteModel) =>
    keep(
      remoteEmbedder(model, {
        concurrency: settings.CASEBOOK_EMBEDDING_CONCURRENCY,
        onCut,
        ...(wait ? { wait } : {}),
        ...(now ? { now } : {}),
      }),
    );
  const miniLm = () => keep(miniLmEmbedder({ folder: modelsFolder, endpoint: settings.HF_ENDPOINT, onCut }));

  function open(name: EmbedderName): Embedder {
    if (name === 'static') return keep(loadStaticEmbedder());
    if (name === 'minilm') return miniLm();
    return remote(remoteModels[name](settings));
  }

  function another(id: string): Embedder | null {
    const adapted = adaptedModelFile(adaptedFolder, id);
    if (adapted) return keep(loadStaticEmbedder(adapted));
    const name = partsOfId(id)?.embedder ?? 'static';
    if (name === 'static' || name === 'minilm') return open(name);
    const model = modelOfId(id, settings);
    // A chosen service can be one on this machine: who turned to its own models from those in its cloud turned from that.
    const stillSent = chosen.remote && name === settings.CASEBOOK_EMBEDDER;
    return model && (stillSent || !model.remote) ? remote(model) : null;
  }

  const chosen = open(settings.CASEBOOK_EMBEDDER);
  return {
    chosen,
    async find(id) {
      const known = opened.find((each) => each.id === id);
      if (known) return known;
      try {
        const found = another(id);
        return found?.id === id ? found : null;
      } catch (error) {
        if (error instanceof CasebookError) return null;
        throw error;
      }
    },
    async close() {
      await Promise.all(opened.map((each) => each.close?.()));
    },
  };
}

/** The model that made an id, as the settings reach it now; null where they do not. */
function modelOfId(id: string, settings: RemoteSettings): RemoteModel | null {
  const parts = partsOfId(id);
  if (!parts || !Object.hasOwn(remoteModels, parts.embedder)) return null;
  const modelOf = remoteModels[parts.embedder as RemoteName];
  // Models can have slashes in their names, and hosts come before them: the id itself says which reading is right.
  const words = parts.place.split('/');
  const readings = words.map((_, start) => words.slice(start).join('/'));
  for (const model of [...readings, undefined]) {
    try {
      const found = modelOf({
        ...settings,
        CASEBOOK_EMBEDDING_MODEL: model,
        CASEBOOK_EMBEDDING_DIMENSIONS: parts.dimensions,
      });
      if (found.id === id) return found;
    } catch (error) {
      if (!(error instanceof CasebookError)) throw error;
    }
  }
  return null;
}
