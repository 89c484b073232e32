"""What QGIS makes of the addresses of the page: the desa through its own provider,
and the tiles drawn and labelled by the style.

usage: read_in_qgis.py LANDING_PAGE TILES STYLE   prints one JSON object
"""
import json
import math
import os
import sys

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererSequentialJob, QgsMapSettings, QgsRectangle,
                       QgsVectorLayer, QgsVectorTileLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

landing, tiles, style = sys.argv[1:]
app = QgsApplication([], False)
app.initQgis()

desa = QgsVectorLayer("url='%s' typename='desa' pagingEnabled='true'" % landing, "desa", "OAPIF")
count = sum(1 for _ in desa.getFeatures()) if desa.isValid() else 0

escaped = tiles.replace("{", "%7B").replace("}", "%7D")
layer = QgsVectorTileLayer("type=xyz&url=%s&zmin=0&zmax=14&styleUrl=%s" % (escaped, style), "tiles")
message, ok = layer.loadDefaultStyle()
labels = sorted({s.layerName() for s in layer.labeling().styles()}) if ok and layer.labeling() else []

settings = QgsMapSettings()
settings.setLayers([layer])
settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
settings.setOutputSize(QSize(1024, 768))
settings.setBackgroundColor(QColor(255, 255, 255))
x, y = math.radians(115.09) * 6378137, math.log(math.tan(math.pi / 4 + math.radians(-8.15) / 2)) * 6378137
settings.setExtent(QgsRectangle(x - 12000, y - 9000, x + 12000, y + 9000))
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
picture = job.renderedImage()
drawn = sum(picture.pixelColor(i, j) != QColor(255, 255, 255) for i in range(0, 1024, 4) for j in range(0, 768, 4))
if os.environ.get("PNG"):
    picture.save(os.environ["PNG"])

print(json.dumps({"features": count, "drawn": drawn, "labels": labels, "message": message}), flush=True)
os._exit(0)  # QGIS may crash on its way out
