package gpkg

import (
	_ "embed"
	"strings"
)

// indexTriggers keep the R-tree true when others change the table; they call
// functions that GDAL and QGIS bring along (standard, annex F.3). T stands for
// the table.
//
//go:embed triggers.sql
var indexTriggers string

func (t table) triggers() string {
	return strings.NewReplacer("rtree_T_", "rtree_"+t.Name+"_", `"T"`, quoted(t.Name)).Replace(indexTriggers)
}
