import Domain
import TestSupport
import Testing

/// The book's test_batches: here a batch only counts units, and its product keeps the lines.
struct BatchTests {
  func batch(_ purchased: Int, allocated: Int = 0) -> Batch {
    Batch(
      reference: "batch-001",
      number: 1,
      purchasedQuantity: purchased,
      allocatedQuantity: allocated
    )
  }

  @Test func `allocating to a batch reduces the available quantity`() throws {
    let product = TestedProduct()
    try product.create("batch-001", 20)
    try product.allocate("order-ref", 2)
    #expect(product.available("batch-001") == 18)
  }

  @Test func `a batch can take a line that is smaller than what is available`() {
    #expect(batch(20).canAllocate(2))
  }

  @Test func `a batch cannot take a line that is larger than what is available`() {
    #expect(!batch(2).canAllocate(20))
  }

  @Test func `a batch can take a line that is equal to what is available`() {
    #expect(batch(2).canAllocate(2))
  }

  @Test func `allocated units are not available`() {
    #expect(batch(20, allocated: 15).availableQuantity == 5)
    #expect(!batch(20, allocated: 15).canAllocate(6))
  }

  @Test func `allocation is idempotent`() throws {
    let product = TestedProduct()
    try product.create("batch-001", 20)
    try product.allocate("order-ref", 2)
    #expect(try product.allocate("order-ref", 2) == .unchanged)
    #expect(product.available("batch-001") == 18)
  }

  @Test func `deallocating gives back the units`() throws {
    let product = TestedProduct()
    try product.create("batch-001", 20)
    try product.allocate("order-ref", 2)
    try product.cancel("order-ref")
    #expect(product.available("batch-001") == 20)
  }

  @Test func `a line that was never allocated cannot be deallocated`() throws {
    let product = TestedProduct()
    try product.create("batch-001", 20)
    product.expectRefusal(.unknownLine("order-ref", "LAMP")) { try product.cancel("order-ref") }
  }

  @Test func `batches order by warehouse, then eta, then creation`() {
    func make(_ number: Int, _ eta: Day?) -> Batch {
      Batch(reference: "b", number: number, purchasedQuantity: 1, eta: eta)
    }
    let ordered = [
      make(4, nil), make(9, nil), make(5, "2026-01-01"), make(7, "2026-01-01"),
      make(1, "2026-12-31"), make(2, "2027-01-01"),
    ]
    for (position, left) in ordered.enumerated() {
      for (other, right) in ordered.enumerated() {
        #expect(left.comesBefore(right) == (position < other))
      }
    }
  }
}
