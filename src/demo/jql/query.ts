/** The shape of a parsed query. */
export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~' | 'in' | 'not in' | 'is' | 'is not';

export type Operand =
  | { readonly kind: 'value'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'list'; readonly values: readonly Operand[] };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | {
      readonly kind: 'clause';
      readonly field: string;
      readonly operator: Operator;
      readonly operand: Operand;
    };

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

export interface Query {
  /** Absent where the query restricts nothing. */
  readonly where?: Condition;
  readonly orderBy: readonly SortKey[];
}
