/// An order line that a deferred row will create once everything that the row names is known.
package struct DeferredLine: Equatable, Sendable {
  package let line: OrderLine
  package let source: RowSource

  package init(line: OrderLine, source: RowSource) {
    self.line = line
    self.source = source
  }
}
