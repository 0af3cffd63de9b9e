import Domain
import StoreMemory
import Testing

struct OrderIDShapesTests {
  private func twins(of orderID: OrderID, among known: [String]) -> [String] {
    var shapes = OrderIDShapes()
    for id in known { _ = shapes.include(OrderID(rawValue: id)) }
    return shapes.possibleTwins(of: orderID).map(\.rawValue)
  }

  @Test func `ids of one length or without leading zeros need no query`() {
    #expect(twins(of: "10249", among: ["10248", "9", "10"]) == [])
    #expect(twins(of: "000124", among: ["000123", "000099"]) == [])
    #expect(twins(of: "O-124", among: ["123", "0123"]) == [])
    #expect(twins(of: "", among: ["123"]) == [])
  }

  @Test func `an id of another length with as many digits may be known`() {
    #expect(twins(of: "124", among: ["000123", "7", "0123"]) == ["0124", "000124"])
    #expect(twins(of: "000124", among: ["123"]) == ["124"])
    #expect(twins(of: "00", among: ["0", "7"]) == ["0"])
  }

  @Test func `a shape is new only once`() {
    var shapes = OrderIDShapes([OrderIDShapes.Shape(digits: 3, length: 6)])
    #expect(shapes.include("000123") == nil)
    #expect(shapes.possibleTwins(of: "000124") == [])
    #expect(shapes.include("124") == OrderIDShapes.Shape(digits: 3, length: 3))
    #expect(shapes.include("125") == nil)
    #expect(shapes.possibleTwins(of: "000126") == ["126"])
    #expect(shapes.include("O-1") == nil)
  }
}
