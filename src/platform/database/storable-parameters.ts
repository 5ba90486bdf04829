import type { CompiledQuery, Dialect } from 'kysely';
import { storableText } from '../../domain/index.ts';

/**
 * The dialect with parameters that both kinds of database hold alike: PostgreSQL refuses U+0000 in text, SQLite stores
 * it and then stops reading there. Done for every statement, because one forgotten place (a dead letter's id, say)
 * would fail its whole batch again at every try.
 */
export function withStorableParameters(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler() {
      const compiler = dialect.createQueryCompiler();
      return {
        compileQuery(node, queryId): CompiledQuery {
          const compiled = compiler.compileQuery(node, queryId);
          return { ...compiled, parameters: compiled.parameters.map(storable) };
        },
      };
    },
  };
}

function storable(parameter: unknown): unknown {
  return typeof parameter === 'string' ? storableText(parameter) : parameter;
}
