{
    "name": "Furnishing Projects",
    "version": "19.0.1.0.0",
    "summary": "Furnish a building in phases: reuse first, then buy used, then buy new",
    "author": "Ombruk i offentlig sektor",
    "license": "LGPL-3",
    "category": "Supply Chain/Purchase",
    "depends": ["bk_furniture_reuse", "purchase_requisition_stock"],
    "data": [
        "security/procurement_groups.xml",
        "security/ir.model.access.csv",
        "security/procurement_rules.xml",
        "wizard/procurement_phase_reopen_views.xml",
        "views/procurement_phase_change_views.xml",
        "views/procurement_phase_views.xml",
        "views/procurement_project_views.xml",
        "views/bk_procurement_phases_menus.xml",
    ],
    "assets": {
        "web.assets_tests": [
            "bk_procurement_phases/static/tests/tours/**/*",
        ],
    },
    "application": True,
}
