/** @typedef {{ report(finding: { node: unknown, message: string }): void }} Context */
/** @typedef {{ type: string, name?: string, object?: Node, property?: Node, callee?: Node, arguments?: unknown[] }} Node */

const message = 'Ask the Clock that you were handed (platform/clock.ts): skipped time would not reach this.';

const noOwnClock = {
  /** @param {Context} context */
  create(context) {
    return {
      /** @param {Node} node */
      NewExpression(node) {
        if (isDate(node.callee) && node.arguments?.length === 0) context.report({ node, message });
      },
      /** @param {Node} node */
      CallExpression(node) {
        if (isDate(node.callee)) context.report({ node, message });
      },
      /** @param {Node} node */
      MemberExpression(node) {
        if (isDate(node.object) && node.property?.name === 'now') context.report({ node, message });
      },
    };
  },
};

const noEnums = {
  /** @param {Context} context */
  create(context) {
    return {
      /** @param {Node} node */
      TSEnumDeclaration(node) {
        context.report({ node, message: 'No enums: a union of string literals says the same and needs no code.' });
      },
    };
  },
};

/** @param {Node | undefined} node */
function isDate(node) {
  return node?.type === 'Identifier' && node.name === 'Date';
}

export default { meta: { name: 'careline' }, rules: { 'no-own-clock': noOwnClock, 'no-enums': noEnums } };
