/// The names of allot's columns in other programs.
///
/// A file is never read by such a guess, because `item` may be the number of a position. The guess
/// only tells a person what to rename.
enum ColumnGuess {
  /// Whether another name means the same as a column.
  static func says(_ column: Column, _ name: HeaderName) -> Bool {
    if column == .eta { return OverlookedColumn.says(.eta, name.text) }
    let essence = essence(of: name.text)
    return column.otherNames.contains(essence) || column.servingNames.contains(essence)
  }

  /// The letters of a name, without a unit in brackets: `Artikel-Nr.` is `artikelnr`, and
  /// `Qty (pcs)` is `qty`.
  private static func essence(of name: String) -> String {
    var depth = 0
    var letters = ""
    for character in name.prefix(60).lowercased() {
      switch character {
      case "(", "[": depth += 1
      case ")", "]": depth = max(0, depth - 1)
      case _ where depth == 0 && character.isLetter: letters.append(character)
      default: break
      }
    }
    return letters
  }
}

extension Column {
  /// The names that other programs give it, letters only.
  fileprivate var otherNames: Set<String> {
    switch self {
    case .orderID: Self.orderNames
    case .sku: Self.skuNames
    case .quantity: Self.quantityNames
    case .reference: Self.batchNames.union(Self.purchaseNames)
    case .batchReference: Self.batchNames
    case .eta: []
    }
  }

  private static let orderNames: Set = [
    "order", "orders", "orderno", "ordernumber", "ordernum", "ordernr", "ordercode", "orderref",
    "orderreference", "customerorder", "salesorder", "salesorderno", "salesordernumber", "po",
    "pono", "ponumber", "purchaseorder", "purchaseorderno", "purchaseordernumber", "auftrag",
    "auftragid", "auftragnr", "auftragno", "auftragsid", "auftragsnr", "auftragsno",
    "auftragsnummer", "auftragnummer", "bestellung", "bestellnr", "bestellnummer", "bestellungsnr",
    "bestellungnr", "belegnr", "belegnummer", "bestelnummer", "ordernummer", "commande", "pedido",
    "ordine",
  ]
  private static let skuNames: Set = [
    "sku", "skus", "skucode", "skuno", "skunumber", "skuid", "item", "items", "itemno",
    "itemnumber", "itemnum", "itemnr", "itemcode", "itemid", "article", "articleno",
    "articlenumber", "articlenr", "articlecode", "articleid", "artno", "artnr", "artikel",
    "artikelno", "artikelnr", "artikelnummer", "artikelcode", "artikelid", "product", "productno",
    "productnumber", "productcode", "productid", "produkt", "produktnr", "produktnummer",
    "produktcode", "material", "materialno", "materialnr", "materialnumber", "materialnummer",
    "part", "partno", "partnr", "partnumber", "teilenr", "teilenummer", "sachnummer", "warennr",
    "stockcode", "artículo", "articulo", "articolo", "produit",
  ]
  private static let quantityNames: Set = [
    "qty", "quantity", "qtys", "qtypcs", "qtyordered", "orderedqty", "orderqty", "qtyonhand",
    "quantityordered", "orderedquantity", "orderquantity", "quantityonhand", "onhand", "pieces",
    "pcs", "pce", "amount", "units", "count", "menge", "mengen", "mengestk", "mengestück",
    "bestellmenge", "liefermenge", "auftragsmenge", "anzahl", "stück", "stueck", "stk",
    "stückzahl", "stueckzahl", "bestand", "lagerbestand", "stock", "aantal", "quantité",
    "quantite", "cantidad", "quantità", "quantita",
  ]
  private static let batchNames: Set = [
    "ref", "refno", "refnr", "refnumber", "referenceno", "referencenumber", "referenz",
    "referenznr", "batch", "batches", "batchno", "batchnr", "batchnumber", "batchid", "batchcode",
    "charge", "chargenr", "chargennr", "chargennummer", "lot", "lots", "lotno", "lotnr",
    "lotnumber", "lotid", "partie", "partienr",
  ]
  /// The purchased quantity is often named after the purchase or the delivery.
  private static let purchaseNames: Set = [
    "po", "pono", "ponumber", "purchaseorder", "purchaseorderno", "purchaseordernumber",
    "bestellung", "bestellnr", "bestellnummer", "delivery", "deliveryno", "deliverynr",
    "deliverynumber", "lieferung", "liefernr", "liefernummer", "lieferschein", "lieferscheinnr",
    "lieferscheinnummer",
  ]
}
